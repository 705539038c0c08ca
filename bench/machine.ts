import { cpus, totalmem } from 'node:os';

/** What a figure was measured on. */
export function machineFacts() {
  const [cpu] = cpus();
  return {
    node: process.version,
    platform: `${process.platform}-${process.arch}`,
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    measuredAt: new Date().toISOString(),
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export function rounded(value: number, places = 3): number {
  return Number(value.toFixed(places));
}

/** One round beside its floor, ms. */
export interface Round {
  readonly ms: number;
  readonly floorMs: number;
}

/** Rounds against their floors: what they come to in the middle, and each of them. */
export function roundsAgainstFloor(rounds: readonly Round[]) {
  const each = rounds.map(({ ms, floorMs }) => ({ ms: Math.round(ms), floorMs: Math.round(floorMs), ratio: rounded(ms / floorMs) }));
  const middle = (of: (round: (typeof each)[number]) => number) => median(each.map(of));
  return { ratio: middle(({ ratio }) => ratio), ms: middle(({ ms }) => ms), floorMs: middle(({ floorMs }) => floorMs), rounds: each };
}

/** How times lie: half of them, 95 and 99 of a hundred are no longer than this. */
export function spread(times: readonly number[]) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => rounded(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1), count: times.length };
}
