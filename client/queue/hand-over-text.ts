import { canonicalJson, laneHeadText } from '../../shared/wire/canonical.ts';
import type { Envelope } from '../../shared/wire/envelope.ts';
import { type HandOver, handOverSchema } from '../../shared/wire/hand-over.ts';
import { sha256Hex } from './lane-head.ts';

/** One push's worth of another phone's reports, ready to be sent on. */
export interface CarriedPiece {
  readonly commands: readonly Envelope[];
  readonly head: string;
  readonly headSeq: number;
  readonly sig: string;
}

/** Another phone's reports as they were read: who gave them, and in which pieces they are sent on. */
export interface ReadHandOver extends Pick<HandOver, 'deviceId' | 'lane' | 'of' | 'at' | 'after' | 'certificates'> {
  readonly pieces: readonly CarriedPiece[];
}

/** `unreadable`: no hand-over, or of a newer version. `damaged`: something in it is not what the giving phone vouched for. */
export type HandOverProblem = 'unreadable' | 'damaged';

/** A hand-over as a file holds it. */
export function handOverText(handOver: HandOver): string {
  return canonicalJson(handOver);
}

/** Reads a hand-over and checks every link of its chain; the signatures are the server's to check, who knows the key. */
export async function readHandOver(text: string): Promise<ReadHandOver | HandOverProblem> {
  const parsed = handOverSchema.safeParse(parsedJson(text));
  if (!parsed.success) return 'unreadable';
  const { deviceId, lane, of, at, after, certificates } = parsed.data;
  const pieces: CarriedPiece[] = [];
  let { seq: headSeq, head } = after;
  for (const piece of parsed.data.pieces) {
    const commands: Envelope[] = [];
    for (const body of piece.bodies) {
      headSeq += 1;
      const hash = await sha256Hex(canonicalJson(body));
      head = await sha256Hex(laneHeadText(head, { lane, seq: headSeq, hash }));
      commands.push({ ...body, lane, seq: headSeq, hash });
    }
    if (head !== piece.head) return 'damaged';
    pieces.push({ commands, head, headSeq, sig: piece.sig });
  }
  return { deviceId, lane, of, at, after, pieces, ...(certificates && { certificates }) };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
