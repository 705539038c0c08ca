import type { MasterData } from '../admin/master-data.ts';
import { masterDataSchema } from '../admin/master-data.ts';
import { DEMO_ITEMS } from './demo-items.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { DEMO_BINS, DEMO_SITE, DEMO_ZONES } from './demo-site.ts';
import { gtinOfItem } from './demo-warehouse.ts';

/** The demo's master data as a file an administrator could have brought. */
export function demoMasters(): MasterData {
  return masterDataSchema.parse({
    site: DEMO_SITE,
    zones: DEMO_ZONES,
    bins: DEMO_BINS,
    items: DEMO_ITEMS.map((item) => ({
      gtin: gtinOfItem(item),
      sku: item.sku,
      name: item.name,
      unit: 'each',
      unitsPerCarton: item.perCarton,
      cartonsPerPallet: item.cartonsPerPallet,
      storageClass: item.storageClass,
      expiryRequired: item.lifeDays > 0,
      minDaysAtDispatch: item.minDays,
      minDaysAtReceipt: Math.ceil(item.minDays * 1.2),
      expiringSoonDays: item.minDays + 2,
    })),
    workers: DEMO_PEOPLE.map(({ badge, pin, name, role }) => ({ badge, pin, name, roles: [role] })),
  });
}
