import { sqlitePorts } from '../sync/sqlite-ports.contract.ts';
import { atomicallyContract } from './atomically.contract.ts';

atomicallyContract('SQLite', sqlitePorts);
