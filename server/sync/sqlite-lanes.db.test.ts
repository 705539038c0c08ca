import { laneStoreContract } from './lane-store.contract.ts';
import { sqlitePorts } from './sqlite-ports.contract.ts';

laneStoreContract('SQLite', sqlitePorts);
