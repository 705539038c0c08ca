import { headSignatureText } from '../../shared/wire/canonical.ts';
import type { CommandBody } from '../../shared/wire/envelope.ts';
import type { HandOver, HandOverPiece } from '../../shared/wire/hand-over.ts';
import { startOf } from './lane.ts';
import { headsOver } from './lane-head.ts';
import type { QueueHost } from './queue-host.ts';
import type { QueuedReport } from './queued-report.ts';

/** Few enough that one piece is one push, and that a slow line gets a piece through. */
const PIECE_REPORTS = 200;
const PIECE_BYTES = 512 * 1024;

/** `waiting`: what the server has not taken. `kept`: everything this phone still has, for a server that was restored. */
export type GiveOver = 'waiting' | 'kept';

/**
 * This phone's reports as another phone can carry them to the server; null when there are none, or nobody ever signed
 * in here. They stay in this queue all the same: the server tells the phone when they have arrived.
 */
export async function giveOver(host: QueueHost, { what, of, at }: { what: GiveOver; of: string; at: number }): Promise<HandOver | null> {
  const { queue, sha256 } = host;
  const { deviceId, sign } = await host.signatory();
  const { lane, after, rows } = await queue.reading(async () => {
    const lane = await queue.lane();
    const after = what === 'kept' ? lane.keptFrom : startOf(lane);
    const rows = await queue.reportsAfter(after.seq);
    return { lane: lane.lane, after, rows: rows.filter(({ seq }, index) => seq === after.seq + 1 + index) };
  });
  if (!deviceId || rows.length === 0) return null;
  const heads = await headsOver(sha256, { lane, head: after.head }, rows);
  const pieces: HandOverPiece[] = [];
  for (const [from, to] of piecesOf(rows)) {
    const head = heads[to - 1] ?? after.head;
    pieces.push({ bodies: rows.slice(from, to).map(bodyOf), head, sig: await sign(headSignatureText(lane, after.seq + to, head)) });
  }
  return { format: 'lotkeeper-hand-over', v: 1, deviceId, lane, of, at, after, pieces };
}

function bodyOf({ sent, body }: QueuedReport): CommandBody {
  return sent ?? body;
}

/** Where each piece begins and ends. */
function piecesOf(rows: readonly QueuedReport[]): readonly (readonly [from: number, to: number])[] {
  const pieces: [number, number][] = [];
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    const last = pieces.at(-1);
    bytes += row.bytes;
    if (last && index - last[0] < PIECE_REPORTS && bytes <= PIECE_BYTES) last[1] = index + 1;
    else {
      pieces.push([index, index + 1]);
      bytes = row.bytes;
    }
  }
  return pieces;
}
