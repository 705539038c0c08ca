import { thisPhone } from '../local/phone.ts';
import type { GiveOver } from '../queue/give-over.ts';
import { handOverOf } from '../queue/hand-over.ts';
import { handOverText } from '../queue/hand-over-text.ts';
import { withHandle } from '../queue/handle.ts';
import { download } from '../ui/download.ts';

/** What this phone hands over, ready to be shown or saved. */
export interface MadeHandOver {
  readonly count: number;
  readonly text: string;
}

/** Signs and writes out what this phone hands over; null when there is nothing. */
export async function makeHandOver(what: GiveOver): Promise<MadeHandOver | null> {
  const { outbox, clock } = thisPhone();
  const shift = await outbox.shift.get('this');
  const at = clock.stamp().wall;
  const handOver = await withHandle(outbox, () => handOverOf(outbox, { what, of: shift?.workerName ?? '', at }));
  if (!handOver) return null;
  return { count: handOver.pieces.reduce((sum, { bodies }) => sum + bodies.length, 0), text: handOverText(handOver) };
}

/** Gives the file to whatever this phone shares files with, else to its downloads. */
export async function saveFile({ count, text }: MadeHandOver): Promise<void> {
  const file = new File([text], `lotkeeper-${count}-scans.json`, { type: 'application/json' });
  if (navigator.canShare?.({ files: [file] })) {
    await navigator.share({ files: [file] }).catch(() => undefined);
    return;
  }
  download(file, file.name);
}
