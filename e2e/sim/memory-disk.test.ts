import { atomicallyContract } from '../../server/db/atomically.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

atomicallyContract('memory', memoryPorts);
