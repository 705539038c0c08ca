import { changeFeedContract } from './change-feed.contract.ts';
import { sqlitePorts } from './sqlite-ports.contract.ts';

changeFeedContract('SQLite', sqlitePorts);
