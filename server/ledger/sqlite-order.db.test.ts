import { sqlitePorts } from '../sync/sqlite-ports.contract.ts';
import { judgedOrderContract } from './judged-order.contract.ts';

judgedOrderContract('SQLite', sqlitePorts);
