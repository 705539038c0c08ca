import { sqlitePorts } from '../sync/sqlite-ports.contract.ts';
import { metaStoreContract } from './meta-store.contract.ts';

metaStoreContract('SQLite', sqlitePorts);
