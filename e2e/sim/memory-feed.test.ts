import { changeFeedContract } from '../../server/sync/change-feed.contract.ts';
import { memoryPorts } from './memory-ports.contract.ts';

changeFeedContract('memory', memoryPorts);
