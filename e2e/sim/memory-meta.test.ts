import { metaStoreContract } from '../../server/db/meta-store.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

metaStoreContract('memory', memoryPorts);
