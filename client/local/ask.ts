import { decide } from '../../shared/domain/engine/decide.ts';
import type { RefusalCode } from '../../shared/domain/engine/refusal.ts';
import { touchOf } from '../../shared/domain/engine/touch-of.ts';
import type { Judgement } from '../../shared/domain/engine/verdict.ts';
import type { Cursor } from '../../shared/wire/push.ts';
import { enqueue } from '../queue/enqueue.ts';
import { NotSaved, withHandle } from '../queue/handle.ts';
import type { Enqueued } from '../queue/keep-report.ts';
import type { Lane } from '../queue/lane.ts';
import { showQueue, showScan } from '../queue/queue-state.ts';
import type { Draft, ReportBody, Told } from '../queue/report-body.ts';
import { catchUp } from './catch-up.ts';
import { bareBody, bodyOf, type Standing, standingOf } from './commands.ts';
import { contextOf, dayOf, rolesIn } from './context-of.ts';
import { isBehind } from './lay-pending.ts';
import { loadSlice } from './load-slice.ts';
import { type Phone, thisPhone } from './phone.ts';
import { siteOf } from './questions.ts';
import { metaOf, type ViewRows } from './view-database.ts';

export type Sign = 'ok' | 'check' | 'stop';

/** What the worker is shown. `judgement` is null while the phone has no copy of the stock to judge by. */
export interface Advice {
  readonly sign: Sign;
  readonly judgement: Judgement | null;
  /** To hand to `report` when the worker does it. */
  readonly told: Told;
}

/** Nothing was shown. */
export const UNTOLD: Told = { outcome: '', codes: [] };
/** What only the server can know: the phone may just not have heard of it yet. */
const NOT_MINE_TO_REFUSE: ReadonlySet<RefusalCode> = new Set(['lot-unknown', 'item-unknown', 'bin-unknown', 'code-unknown']);

/**
 * May I? Answered from the phone alone; nothing is queued. A phone that cannot look says CHECK: it never stops work on no
 * evidence. One whose queue cannot even be read could keep nothing: throws NotSaved, and stops the scanning.
 */
export async function ask(draft: Draft, phone: Phone = thisPhone()): Promise<Advice> {
  const standing = await standingOf(phone).catch(stopScanning);
  const body = bareBody(phone, standing, { draft, told: UNTOLD });
  const look = await lookIn(phone, standing, body).catch(() => null);
  return adviceOf(look);
}

/** What the rules say, and of which state of the server's. */
interface Look {
  readonly judgement: Judgement;
  readonly cursor: Cursor | null;
}

/** It has happened. Resolves once the phone has it for good; throws NotSaved, and stops the scanning, when it cannot. */
export async function report(draft: Draft, told: Told, phone: Phone = thisPhone()): Promise<Enqueued> {
  showScan(draft);
  try {
    const body = await bodyOf(phone, draft, told);
    const enqueued = await enqueue(phone.outbox, body, { makeRoom: () => phone.views.dropAll() });
    phone.kept();
    return enqueued;
  } catch (error) {
    return stopScanning(error);
  }
}

function stopScanning(error: unknown): never {
  if (error instanceof NotSaved) showQueue({ notSaved: error.isFull ? 'full' : 'broken' });
  throw error;
}

async function lookIn({ outbox }: Phone, { view, lane }: Standing, body: ReportBody): Promise<Look | null> {
  if (!view) return null;
  return withHandle(view, async () => {
    const look = await view.reading((rows) => judge(rows, body, lane));
    if (look !== undefined) return look;
    await catchUp(outbox, view);
    return (await view.reading((rows) => judge(rows, body))) ?? null;
  });
}

/** Undefined: something of this lane is not laid over the copy yet. */
async function judge(view: ViewRows, body: ReportBody, lane?: Lane): Promise<Look | null | undefined> {
  const [site, meta] = await Promise.all([siteOf(view), metaOf(view)]);
  if (lane && isBehind(meta, lane)) return undefined;
  if (!site) return null;
  const slice = await loadSlice(view, site, touchOf([{ command: body, today: dayOf(body, site) }]));
  const roles = await rolesIn(view, [body]);
  return { judgement: decide(slice, body, contextOf('ask', body, { site, roles })), cursor: meta.cursor };
}

function adviceOf(look: Look | null): Advice {
  const judgement = look?.judgement ?? null;
  const sign = judgement ? signOf(judgement) : 'check';
  const codes = judgement ? [...(judgement.broke ? [judgement.broke.code] : []), ...judgement.flags.map((flag) => flag.code)] : ['no-data'];
  const basis = look?.cursor && { epoch: look.cursor.epoch, rev: look.cursor.rev };
  return { sign, judgement, told: { outcome: sign, codes: codes.slice(0, 20), ...(basis && { basis }) } };
}

function signOf({ outcome, broke, flags }: Judgement): Sign {
  if (outcome === 'refused') return broke && NOT_MINE_TO_REFUSE.has(broke.code) ? 'check' : 'stop';
  return flags.some((flag) => flag.severity !== 'info') ? 'check' : 'ok';
}
