import { ledgerContract } from '../../server/ledger/ledger.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

ledgerContract('memory', memoryPorts);
