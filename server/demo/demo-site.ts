import type { BinKind, Site, Zone } from '../../shared/domain/bins/bin.ts';
import { DEFAULT_WINDOWS } from '../../shared/domain/bins/bin.ts';

export const DEMO_SITE: Site = {
  code: 'DEMO',
  name: 'Harbour Cold Store',
  timeZone: 'Europe/Warsaw',
  gln: null,
  windows: DEFAULT_WINDOWS,
};

export const DEMO_ZONES: readonly Zone[] = [
  zone('FRZ', 'Frozen', [-22, -18], 'frozen'),
  zone('DFZ', 'Deep-frozen', [-30, -24], 'frozen'),
  zone('CHL', 'Chill', [1, 4], 'chill'),
  zone('AMB', 'Dock, staging and dry store', [5, 25], 'ambient'),
];

/** As the import file words it: a bin's code is minted when it is read. */
export interface DemoBin {
  readonly code: string;
  readonly zone: string;
  readonly kind: BinKind;
  readonly capacityPallets: number | null;
  readonly walkOrder: number;
}

/** Aisle letter, zone, bays; three levels each, the lowest one a pick face where the aisle has them. */
const AISLES: readonly (readonly [string, string, number, boolean])[] = [
  ['A', 'FRZ', 16, true],
  ['B', 'FRZ', 16, false],
  ['C', 'FRZ', 16, false],
  ['D', 'DFZ', 16, false],
  ['E', 'CHL', 18, true],
  ['F', 'CHL', 18, false],
  ['G', 'AMB', 20, false],
];

const OPEN_PLACES: readonly (readonly [string, string, BinKind, number])[] = [
  ['DOCK', 'AMB', 'dock', 8],
  ['STAGE', 'AMB', 'staging', 16],
  ['RET', 'AMB', 'returns', 4],
  ['QUA', 'FRZ', 'quarantine', 6],
  ['HOLD', 'CHL', 'hold', 6],
];

/** Four hundred bins: 360 of aisles A–G, 40 docks, staging lanes and places apart. */
export const DEMO_BINS: readonly DemoBin[] = [
  ...AISLES.flatMap(([aisle, zoneCode, bays, hasPickFaces], a) =>
    numbers(bays).flatMap((bay) =>
      numbers(3).map((level) => ({
        code: `${aisle}-${String(bay).padStart(2, '0')}-${level}`,
        zone: zoneCode,
        kind: hasPickFaces && level === 1 ? ('pick-face' as const) : ('storage' as const),
        capacityPallets: 2,
        walkOrder: a * 1000 + bay * 10 + level,
      })),
    ),
  ),
  ...OPEN_PLACES.flatMap(([name, zoneCode, kind, count], p) =>
    numbers(count).map((n) => ({
      code: `${name}-${String(n).padStart(2, '0')}`,
      zone: zoneCode,
      kind,
      capacityPallets: null,
      walkOrder: 9000 + p * 100 + n,
    })),
  ),
];

function zone(code: string, name: string, [minCelsius, maxCelsius]: readonly [number, number], storageClass: Zone['storageClass']): Zone {
  return { code, name, minCelsius, maxCelsius, graceMinutes: 30, storageClass };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, n) => n + 1);
}
