import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';

/** What a command says about time: the phone's two clocks, and what it knows of the server's (ms). */
export type Stamp = CommandBody['clock'];

/** Where time comes from: the wall clock (epoch ms), a monotonic clock (ms), and the document they belong to. */
export interface ClockSource {
  readonly wall: () => number;
  readonly mono: () => number;
  readonly boot: string;
}

export interface PhoneClock {
  /** Both clocks now, with the offset that holds in this segment. */
  stamp(): Stamp;
  /** Learns from one reply: `sent` is the stamp taken when the request left. */
  learn(sent: { wall: number; mono: number }, serverNow: number): void;
}

/** Two clocks drifting apart by more than this within one document means that one of them was moved. */
const JUMP_MS = 2000;
/** A phone's crystal may be off by 50 ppm: an old measurement grows less certain. */
const DRIFT = 50e-6;

interface Measured {
  readonly offset: number;
  /** null: measured before the clocks jumped, so how far it is off is unknown. */
  readonly error: number | null;
  readonly mono: number;
}

/** The phone's clock, compared with the server's whenever a reply comes; the most certain comparison counts. */
export function createClock(source: ClockSource): PhoneClock {
  let gap = source.wall() - source.mono();
  let measured: Measured | null = null;

  function read(): { wall: EpochMs; mono: number } {
    const [wall, mono] = [Math.round(source.wall()) as EpochMs, source.mono()];
    const jump = wall - mono - gap;
    if (Math.abs(jump) > JUMP_MS) {
      gap += jump;
      measured = measured && afterJump(measured, jump);
    }
    return { wall, mono };
  }

  return {
    stamp() {
      const now = read();
      const error = measured && errorAt(measured, now.mono);
      return { ...now, boot: source.boot, offset: measured && Math.round(measured.offset), error: error && Math.ceil(error) };
    },
    learn(sent, serverNow) {
      const now = read();
      if (Math.abs(now.wall - now.mono - (sent.wall - sent.mono)) > JUMP_MS) return;
      const half = Math.max(0, now.mono - sent.mono) / 2;
      const known = measured && errorAt(measured, now.mono);
      if (known !== null && known < half) return;
      measured = { offset: serverNow + half - now.wall, error: half, mono: now.mono };
    },
  };
}

/** Now as the server would say it, as far as this phone can know. */
export function corrected(stamp: Pick<Stamp, 'wall' | 'offset'>): EpochMs {
  return (stamp.wall + (stamp.offset ?? 0)) as EpochMs;
}

/** The clocks of this document. */
export function documentClock(): PhoneClock {
  return createClock({ wall: () => Date.now(), mono: () => performance.now(), boot: crypto.randomUUID() });
}

/** A forward jump is most likely sleep, in which the monotonic clock stood still: the offset still holds, unproven. */
function afterJump(measured: Measured, jump: number): Measured | null {
  return jump > 0 ? { ...measured, error: null } : null;
}

function errorAt(measured: Measured, mono: number): number | null {
  return measured.error === null ? null : measured.error + (mono - measured.mono) * DRIFT;
}
