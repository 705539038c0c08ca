import type { StorageClass } from '../../shared/domain/lots/item.ts';

/** Shelf life in days; `minDays` of it must remain at dispatch. */
export interface DemoItem {
  readonly sku: string;
  readonly name: string;
  readonly storageClass: StorageClass;
  readonly perCarton: number;
  readonly cartonsPerPallet: number;
  readonly lifeDays: number;
  readonly minDays: number;
  readonly supplier: string;
}

const SUPPLIERS: Readonly<Record<string, string>> = {
  BRY: 'Northfield Berries',
  VEG: 'Lowland Growers',
  FSH: 'Skerry Fish Landing',
  PTY: 'Hillside Poultry',
  MEA: 'Old Mill Meats',
  DAI: 'Greenvale Dairy',
  ICE: 'Polar Spoon Ices',
  BAK: 'Early Oven Bakery',
  RDY: 'Home Table Kitchens',
  FRU: 'Sunbank Fruit',
  DRY: 'Harbour Dry Goods',
};

/** SKU, name, units a carton, cartons a pallet, shelf life, days wanted at dispatch. */
type Line = readonly [string, string, number, number, number, number];

const FROZEN: readonly Line[] = [
  ['BRY-001', 'Frozen blueberries 1 kg', 10, 40, 540, 60],
  ['BRY-002', 'Frozen raspberries 500 g', 12, 48, 540, 60],
  ['BRY-003', 'Frozen strawberries 1 kg', 10, 40, 540, 60],
  ['BRY-004', 'Frozen berry mix 750 g', 12, 40, 540, 60],
  ['BRY-005', 'Frozen sour cherries 1 kg', 10, 40, 540, 60],
  ['VEG-101', 'Garden peas 1 kg', 10, 48, 720, 60],
  ['VEG-102', 'Sweetcorn 1 kg', 10, 48, 720, 60],
  ['VEG-103', 'Leaf spinach portions 750 g', 12, 48, 540, 60],
  ['VEG-104', 'Broccoli florets 1 kg', 10, 40, 540, 60],
  ['VEG-105', 'Green beans 1 kg', 10, 48, 720, 60],
  ['VEG-106', 'Soup vegetables 450 g', 16, 48, 540, 60],
  ['VEG-107', 'Straight-cut fries 2.5 kg', 4, 45, 540, 60],
  ['VEG-108', 'Potato wedges 2.5 kg', 4, 45, 540, 60],
  ['FSH-201', 'Cod fillets 800 g', 10, 36, 360, 45],
  ['FSH-202', 'Salmon portions 500 g', 12, 36, 300, 45],
  ['FSH-203', 'Breaded fish fingers 900 g', 12, 40, 540, 45],
  ['FSH-204', 'Peeled shrimps 400 g', 20, 36, 360, 45],
  ['FSH-205', 'Mussel meat 450 g', 18, 36, 360, 45],
  ['PTY-301', 'Chicken breast fillets 2 kg', 5, 40, 360, 45],
  ['PTY-302', 'Chicken nuggets 1 kg', 10, 40, 360, 45],
  ['PTY-303', 'Turkey escalopes 1 kg', 10, 40, 300, 45],
  ['MEA-401', 'Beef burgers 24 x 113 g', 4, 40, 300, 45],
  ['MEA-402', 'Minced beef 500 g, frozen', 20, 36, 240, 30],
  ['MEA-403', 'Pork meatballs 1 kg', 10, 40, 300, 45],
  ['ICE-501', 'Vanilla ice cream 2 l', 6, 36, 720, 90],
  ['ICE-502', 'Chocolate ice cream 2 l', 6, 36, 720, 90],
  ['ICE-503', 'Lemon sorbet 1 l', 8, 40, 720, 90],
  ['ICE-504', 'Ice lollies, mixed, 12 pieces', 12, 30, 720, 90],
  ['BAK-601', 'Butter croissants, ready to bake', 60, 24, 270, 30],
  ['BAK-602', 'Part-baked baguettes', 40, 20, 270, 30],
  ['BAK-603', 'Puff pastry sheets 1 kg', 10, 48, 365, 30],
  ['BAK-604', 'Pizza bases 28 cm', 24, 30, 365, 30],
  ['RDY-701', 'Vegetable lasagne 400 g', 12, 40, 360, 45],
  ['RDY-702', 'Cheese dumplings 450 g', 16, 40, 300, 45],
];

const CHILL: readonly Line[] = [
  ['DAI-001', 'Fresh milk 3.2 % 1 l', 12, 60, 14, 5],
  ['DAI-002', 'Natural yoghurt 500 g', 12, 60, 28, 8],
  ['DAI-003', 'Butter 250 g', 40, 48, 90, 20],
  ['DAI-004', 'Curd cheese 250 g', 20, 48, 24, 7],
  ['DAI-005', 'Young gouda sliced 150 g', 16, 60, 75, 20],
  ['DAI-006', 'Soft cheese 200 g', 18, 60, 60, 15],
  ['DAI-007', 'Double cream 200 ml', 20, 60, 24, 7],
  ['DAI-008', 'Kefir 1 l', 12, 60, 24, 7],
  ['MEA-411', 'Cooked ham sliced 120 g', 20, 48, 30, 9],
  ['MEA-412', 'Smoked sausage 500 g', 16, 40, 40, 10],
  ['MEA-413', 'Bacon rashers 200 g', 20, 48, 35, 9],
  ['PTY-311', 'Fresh chicken thighs 1 kg', 8, 32, 12, 4],
  ['FSH-211', 'Smoked salmon 100 g', 30, 40, 30, 9],
  ['RDY-711', 'Hummus 200 g', 16, 60, 35, 10],
  ['RDY-712', 'Potato salad 400 g', 12, 48, 28, 8],
  ['RDY-713', 'Fresh ravioli 250 g', 16, 48, 45, 12],
  ['FRU-801', 'Orange juice, chilled, 1 l', 8, 60, 35, 10],
  ['FRU-802', 'Cut fruit mix 300 g', 12, 40, 9, 3],
];

const AMBIENT: readonly Line[] = [
  ['DRY-901', 'Sunflower oil 1 l', 15, 48, 540, 90],
  ['DRY-902', 'Tomato passata 700 g', 12, 60, 720, 90],
  ['DRY-903', 'Sea salt 1 kg', 12, 60, 0, 0],
  ['DRY-904', 'Durum pasta 500 g', 24, 60, 720, 90],
  ['DRY-905', 'Basmati rice 1 kg', 12, 60, 720, 90],
  ['DRY-906', 'Red lentils 500 g', 20, 60, 540, 90],
  ['DRY-907', 'Vegetable stock 1 l', 12, 60, 360, 60],
  ['DRY-908', 'Paper baking cases, 500 pieces', 20, 40, 0, 0],
];

/** Sixty foods (and two things that never expire) under generic names. */
export const DEMO_ITEMS: readonly DemoItem[] = [...read('frozen', FROZEN), ...read('chill', CHILL), ...read('ambient', AMBIENT)];

function read(storageClass: StorageClass, lines: readonly Line[]): DemoItem[] {
  return lines.map(([sku, name, perCarton, cartonsPerPallet, lifeDays, minDays]) => ({
    sku,
    name,
    storageClass,
    perCarton,
    cartonsPerPallet,
    lifeDays,
    minDays,
    supplier: SUPPLIERS[sku.slice(0, 3)] ?? 'Harbour Dry Goods',
  }));
}
