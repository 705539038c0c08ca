import { seededStock } from '../../server/stock/stock-host.contract.ts';
import { stockPortContract } from '../../shared/domain/engine/stock.contract.ts';
import { memoryDisk } from './memory-disk.ts';
import { memoryMasters } from './memory-masters.ts';
import { memoryStock } from './memory-stock.ts';

stockPortContract('memory, through the server’s own loader', async () => {
  const disk = memoryDisk();
  const masters = memoryMasters(disk);
  return seededStock(masters, (judgedBefore) => memoryStock(disk, masters, judgedBefore));
});
