import { masterStoreContract } from '../../server/stock/master-store.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

masterStoreContract('memory', memoryPorts);
