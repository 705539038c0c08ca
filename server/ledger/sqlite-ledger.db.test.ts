import { sqlitePorts } from '../sync/sqlite-ports.contract.ts';
import { ledgerContract } from './ledger.contract.ts';

ledgerContract('SQLite', sqlitePorts);
