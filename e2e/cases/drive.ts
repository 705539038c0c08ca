import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { Action, Case, CaseFile } from './case-file.ts';
import { stepsOf, textOf } from './case-file.ts';
import { type CaseAct, type CasePhone, post, sha256, signInPhone } from './case-phone.ts';
import type { CaseServer } from './case-server.ts';
import { type Outcome, outcomeOfAsk, outcomeOfPush, planOutcome } from './outcome.ts';
import { binCodeFor, buildWorld, gtinFor, lotKeyFor, nowOf } from './world.ts';

/** For how long everybody has been at work. */
const AT_WORK_MS = 4 * 3_600_000;

/** What the actions of one case came to. */
export interface Driven {
  readonly results: Outcome[];
  readonly plan: unknown;
  readonly deviations: unknown[];
  readonly reader: CasePhone;
  /** Every event the case names, by the command that stands for it. */
  readonly eventByCommand: ReadonlyMap<string, string>;
}

/** Something the product does not do yet; its case is counted apart, never as passed. */
export class Unsupported extends Error {}

/** Plays one case against a fresh server: a move is asked first, and what is accepted is then reported by a real push. */
export async function drive(server: CaseServer, one: Case, defaults: CaseFile['meta']['policy_defaults']): Promise<Driven> {
  refuseUnsupported(one);
  server.setClock(nowOf(one));
  await post(`${server.origin}/world-import`, buildWorld(one, defaults));
  const phones = new Map<string, CasePhone>();
  const phone = async (role: string, device = '') => {
    const key = `${role} ${device}`;
    const known = phones.get(key) ?? (await signInForTheDay(server, one, role));
    phones.set(key, known);
    return known;
  };
  const results: Outcome[] = [];
  const deviations: unknown[] = [];
  const seen = new Map<string, number>();
  let plan: unknown;
  for (const [n, action] of inOrder(one).entries()) {
    if (action.type === 'detect') await post(`${server.origin}/timed-check`, {});
    else if (action.type === 'plan_pick') plan = await planned(await phone('supervisor'), one, action);
    else {
      const act = actOf(one, action, n);
      const hand = await phone(act.role, textOf(action, 'device'));
      const outcome = await perform(hand, act, { seen, asksFirst: !isReportOnly(action) });
      results.push(outcome);
      if (outcome.code === 'OVERRIDE_FEFO') deviations.push({ type: 'fefo_override', lot: action.lot, bin: action.bin, role: action.role });
    }
  }
  const events = one.actions.flatMap((action) => textOf(action, 'event_id') ?? []);
  const eventByCommand = new Map(events.map((event) => [commandIdFor(one, event), event]));
  return { results, plan, deviations, eventByCommand, reader: await phone('supervisor') };
}

/** What a case tells of earlier the same day was done in a shift, too. */
async function signInForTheDay(server: CaseServer, one: Case, role: string): Promise<CasePhone> {
  server.setClock((nowOf(one) - AT_WORK_MS) as EpochMs);
  const phone = await signInPhone(server.origin, role);
  server.setClock(nowOf(one));
  return phone;
}

async function perform(
  hand: CasePhone,
  act: CaseAct,
  { seen, asksFirst }: { seen: Map<string, number>; asksFirst: boolean },
): Promise<Outcome> {
  if (!asksFirst) return outcomeOfPush(await hand.report(act), seen);
  const asked = await hand.ask(act);
  if (asked.outcome === 'refused') return outcomeOfAsk(asked);
  const pushed = outcomeOfPush(await hand.report(act), seen);
  return pushed.verdict === 'accept' ? { ...outcomeOfAsk(asked), ...repeated(pushed) } : pushed;
}

function repeated(pushed: Outcome): Partial<Outcome> {
  return pushed.code === 'DUPLICATE_EVENT' ? pushed : {};
}

function isReportOnly(action: Action): boolean {
  return ['device', 'occurred_at', 'arrives'].some((key) => action[key] !== undefined);
}

/** Reports arrive as numbered, else as listed. */
function inOrder(one: Case): Action[] {
  return [...one.actions].sort((a, b) => Number(a.arrives ?? 0) - Number(b.arrives ?? 0));
}

async function planned(phone: CasePhone, one: Case, action: Action): Promise<unknown> {
  const share = /^(\d+)\/(\d+)$/.exec(textOf(action, 'min_remaining_fraction') ?? '');
  const lot = textOf(action, 'lot');
  const days = action.min_remaining_days ?? action.min_remaining;
  return planOutcome(
    await phone.trpc.sync.plan.query({
      item: gtinFor(textOf(action, 'sku') ?? one.products[0]?.sku ?? 'SKU-A'),
      quantity: stepsOf(action.qty),
      ...(lot && { lot: lotKeyFor(one, lot, textOf(action, 'sku')) }),
      ...(action.ship_date !== undefined && { shipOn: String(action.ship_date) }),
      ...(days !== undefined && { minDays: Number(days) }),
      ...(share && { minLifeFraction: [Number(share[1]), Number(share[2])] as [number, number] }),
    }),
  );
}

const KINDS: Readonly<Record<string, (one: Case, action: Action) => Record<string, unknown>>> = {
  receive: (_one, action) => ({
    item: gtinFor(textOf(action, 'sku') ?? 'SKU-A'),
    lot: textOf(action, 'lot') ?? '',
    to: bin(action, 'to'),
    quantity: stepsOf(action.qty),
    ...(textOf(action, 'expiry') && { expiryOn: textOf(action, 'expiry') }),
    ...(textOf(action, 'reason') && { duplicateReason: textOf(action, 'reason') }),
  }),
  putaway: (one, action) => move(one, action),
  transfer: (one, action) => move(one, action),
  pick: (one, action) => ({
    lot: lot(one, action),
    from: bin(action, 'bin'),
    quantity: stepsOf(action.qty),
    ...(textOf(action, 'to') && { to: bin(action, 'to') }),
    ...(textOf(action, 'ship_date') && { shipOn: textOf(action, 'ship_date') }),
  }),
  dispatch: (one, action) => ({
    lot: lot(one, action),
    from: bin(action, 'bin'),
    quantity: stepsOf(action.qty),
    ...(textOf(action, 'destination') && { destination: textOf(action, 'destination') }),
  }),
  return: (one, action) => ({ lot: lot(one, action), to: bin(action, 'to'), quantity: stepsOf(action.qty) }),
  sighting: (one, action) => ({ lot: lot(one, action), bin: bin(action, 'bin') }),
  count: (one, action) => ({
    bin: bin(action, 'bin'),
    found: (action.found as { lot: string; qty: unknown }[]).map((each) => ({
      lot: lotKeyFor(one, each.lot),
      quantity: stepsOf(each.qty),
    })),
  }),
  adjust: (one, action) => ({
    lot: lot(one, action),
    bin: bin(action, 'bin'),
    quantity: stepsOf(action.new_qty ?? action.qty),
    ...reason(action),
  }),
  'write-off': (one, action) => ({ lot: lot(one, action), bin: bin(action, 'bin'), quantity: stepsOf(action.qty), ...reason(action) }),
  hold: (one, action) => ({ lot: lot(one, action), ...reason(action) }),
  release: (one, action) => ({ lot: lot(one, action), ...reason(action) }),
  recall: (one, action) => ({ lots: [lot(one, action)], ...reason(action) }),
};

/** Other names the cases use for the same acts. */
const ALIASES: Readonly<Record<string, string>> = { write_off: 'write-off', scan: 'sighting', observe: 'sighting', move: 'transfer' };

function actOf(one: Case, action: Action, n: number): CaseAct {
  const kind = ALIASES[action.type] ?? action.type;
  const payload = KINDS[kind];
  if (!payload) throw new Unsupported(action.type);
  const item = textOf(action, 'task_sku');
  const role = textOf(action, 'role') ?? 'picker';
  return {
    id: commandIdFor(one, textOf(action, 'event_id') ?? `#${n}`),
    kind,
    payload: payload(one, action),
    role,
    at: (action.occurred_at ? Date.parse(String(action.occurred_at)) : nowOf(one)) as CaseAct['at'],
    ...(item && { task: { item: gtinFor(item) } }),
    ...(action.override !== undefined &&
      action.override !== false && { override: { role, reason: textOf(action, 'reason') ?? overrideReason(action) } }),
  };
}

function overrideReason(action: Action): string {
  const given = action.override;
  return typeof given === 'object' && given !== null && 'reason' in given ? String(given.reason) : '';
}

/** A stable UUID for a case's own event name: the same event twice is the same command. */
function commandIdFor(one: Case, name: string): string {
  const hex = sha256(`${one.id} ${name}`);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function move(one: Case, action: Action): Record<string, unknown> {
  return { lot: lot(one, action), from: bin(action, 'from'), to: bin(action, 'to'), quantity: stepsOf(action.qty) };
}

function lot(one: Case, action: Action): string {
  return lotKeyFor(one, textOf(action, 'lot') ?? '', textOf(action, 'sku'));
}

function bin(action: Action, key: string): string {
  return binCodeFor(textOf(action, key) ?? '');
}

function reason(action: Action): Record<string, unknown> {
  const text = textOf(action, 'reason');
  return text ? { reason: text } : {};
}

function refuseUnsupported(one: Case): void {
  if (one.actions.some((action) => action.type === 'receive' && action.expected_qty !== undefined)) {
    throw new Unsupported('receiving against an expected line');
  }
}
