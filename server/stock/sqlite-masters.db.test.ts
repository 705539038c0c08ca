import { sqlitePorts } from '../sync/sqlite-ports.contract.ts';
import { masterStoreContract } from './master-store.contract.ts';

masterStoreContract('SQLite', sqlitePorts);
