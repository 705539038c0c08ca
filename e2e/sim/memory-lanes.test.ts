import { laneStoreContract } from '../../server/sync/lane-store.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

laneStoreContract('memory', memoryPorts);
