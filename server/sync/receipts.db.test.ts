import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Receipt } from '../../shared/wire/push.ts';
import { openPaperStore, PEAS, paperPhone, taken } from './paper-phone.contract.ts';
import { openSealer } from './receipt.ts';

let paper: ReturnType<typeof openPaperStore>;
let phone: ReturnType<typeof paperPhone>;
/** What the server sealed last. */
let receipt: Receipt;

beforeEach(() => {
  paper = openPaperStore();
  phone = paperPhone(paper.store);
  const reply = phone.send(['L-1', 'L-2'].map((lot) => phone.report('receive', { item: PEAS, lot, to: 'DOCK-1', quantity: 1 })));
  if (reply.kind !== 'taken') throw new Error(reply.reset);
  receipt = reply.ack;
});

afterEach(() => paper.close());

const epoch = () => paper.store.meta.epoch();
const sealed = (fields: Partial<Receipt>) => {
  const { seal: _, ...mine } = { ...receipt, ...fields };
  return openSealer(paper.folder).seal(mine);
};

describe('a receipt', () => {
  test('that this server sealed for more than it has, or for another chain, proves that it forgot', () => {
    for (const ahead of [{ seq: 3 }, { rev: 99 }, { chain: 'f'.repeat(64) }]) {
      const before = epoch();
      const genuine = sealed({ ...ahead, epoch: before });
      expect(phone.send([], { acked: genuine, epoch: before })).toMatchObject({ kind: 'reset', reset: 'epoch', laneLast: 2 });
      expect(epoch()).not.toBe(before);
    }
  });

  test('of what it has proves nothing, however old', () => {
    taken(phone.send([phone.report('receive', { item: PEAS, lot: 'L-3', to: 'DOCK-1', quantity: 1 })]));
    expect(phone.send([], { acked: receipt, epoch: epoch() })).toMatchObject({ kind: 'taken' });
  });

  test('that is forged in any way never begins a new history: at most its own lane is taken up again from where it ends', () => {
    const before = epoch();
    const lie = fc.record(
      {
        seq: fc.integer({ min: 0, max: 1e9 }),
        rev: fc.integer({ min: 0, max: 1e9 }),
        chain: fc.constantFrom('f'.repeat(64), receipt.chain),
        seal: fc.oneof(fc.constant(receipt.seal), fc.base64String({ maxLength: 60 })),
      },
      { requiredKeys: ['seq', 'rev'] },
    );
    fc.assert(
      fc.property(lie, (fields) => {
        const forged = { ...receipt, ...fields };
        fc.pre(forged.seq !== receipt.seq || forged.rev !== receipt.rev);
        expect(phone.send([], { acked: forged, epoch: before })).toMatchObject({
          kind: 'reset',
          reset: 'epoch',
          epoch: before,
          laneLast: 2,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('of another phone’s lane, though genuine and ahead, proves nothing', () => {
    const foreign = sealed({ seq: 9, rev: 99 });
    expect(paperPhone(paper.store).send([], { acked: foreign, epoch: epoch() })).toMatchObject({ kind: 'taken' });
  });

  test('of another history proves nothing about this one', () => {
    expect(phone.send([], { acked: sealed({ epoch: 'another', seq: 9 }), epoch: epoch() })).toMatchObject({ kind: 'taken' });
  });

  test('that is missing: a phone that claims to be ahead is told where its own lane goes on, and nobody else is', () => {
    const before = epoch();
    const queue = [3, 4, 5].map((n) => phone.report('receive', { item: PEAS, lot: `L-${n}`, to: 'DOCK-1', quantity: 1 }));
    expect(phone.send(queue.slice(2), { acked: null, epoch: before })).toMatchObject({ kind: 'taken', ack: { seq: 2 }, verdicts: [] });
    expect(epoch()).toBe(before);
    expect(taken(phone.send(queue, { epoch: before }))).toHaveLength(3);
  });
});
