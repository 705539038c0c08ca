import { memoryHost, stockPortContract } from './stock.contract.ts';

stockPortContract('memory', async () => memoryHost());
