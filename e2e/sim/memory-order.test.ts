import { judgedOrderContract } from '../../server/ledger/judged-order.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

judgedOrderContract('memory', memoryPorts);
