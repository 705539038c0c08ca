import type { Refusal } from '../../shared/domain/engine/refusal.ts';
import type { Flag } from '../../shared/domain/engine/verdict.ts';
import type { Plan } from '../../shared/domain/fefo/plan-shape.ts';
import { lotNumberOf } from '../../shared/domain/lots/ids.ts';
import type { AskReply } from '../../shared/wire/ask.ts';
import type { PushReply } from '../../shared/wire/push.ts';
import { fromSteps } from './case-file.ts';
import { exclusionWord, VERDICT_CODES } from './vocabulary.ts';

/** One act's result in the cases' words. */
export interface Outcome {
  readonly verdict: 'accept' | 'reject' | 'override_required';
  readonly code: string;
  readonly occupant_lot?: string;
}

export function outcomeOfAsk(reply: AskReply): Outcome {
  if (reply.outcome === 'accepted') return { verdict: 'accept', code: acceptedCode(reply.flags) };
  return refusedAs(reply.broke, reply.overridable);
}

/** `seen` holds the revs of verdicts given before: the same one again is the stored verdict. A report that broke a rule reads as a refusal with that rule's code, though the fact is on record. */
export function outcomeOfPush(reply: PushReply, seen: Map<string, number>): Outcome {
  if (reply.kind !== 'taken') throw new Error(`the server reset the lane: ${reply.reset}`);
  const [verdict] = reply.verdicts;
  if (!verdict) throw new Error('the server gave no verdict');
  if (seen.get(verdict.id) === verdict.rev) return { verdict: 'accept', code: 'DUPLICATE_EVENT' };
  seen.set(verdict.id, verdict.rev);
  if (verdict.broke) return refusedAs(verdict.broke, false);
  return { verdict: 'accept', code: acceptedCode(verdict.flags) };
}

function refusedAs(broke: Refusal | null, overridable: boolean): Outcome {
  const code = broke ? (VERDICT_CODES[broke.code] ?? broke.code) : 'none';
  const occupant = broke?.code === 'bin-occupied' ? { occupant_lot: lotNumberOf(broke.occupant) } : {};
  return { verdict: overridable ? 'override_required' : 'reject', code, ...occupant };
}

function acceptedCode(flags: readonly Flag[]): string {
  if (flags.some((flag) => flag.code === 'fefo-override')) return 'OVERRIDE_FEFO';
  if (flags.some((flag) => flag.code === 'expired-on-receipt' || flag.code === 'short-dated-on-receipt')) return 'RECEIVED_QUARANTINE';
  return 'OK';
}

export function planOutcome(plan: Plan): unknown {
  if (!plan.ok) return { verdict: 'reject', code: VERDICT_CODES[plan.broke.code] ?? plan.broke.code };
  return {
    allocations: plan.allocations.map((each) => ({ lot: lotNumberOf(each.lot), bin: each.bin, qty: fromSteps(each.quantity) })),
    shortage: fromSteps(plan.shortage),
    excluded: plan.excluded.map((each) => ({
      lot: lotNumberOf(each.lot),
      bin: each.bin,
      reason: exclusionWord(each.reason, each.holdReason),
    })),
  };
}
