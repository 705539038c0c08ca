import type { EpochMs } from '../../shared/domain/engine/time.ts';
import type { AccessStore } from '../access/access-store.ts';
import { importData, importHost } from '../admin/import.ts';
import { type AnomalyStore, anomalyStore } from '../anomalies/anomaly-store.ts';
import type { Store } from '../store.ts';
import type { TakePush } from '../sync/push.ts';
import { demoMark } from './demo-mark-store.ts';
import { demoMasters } from './demo-masters.ts';
import { DEMO_PEOPLE } from './demo-people.ts';
import { type DemoPhone, demoPhone, enrolDemoPhone } from './demo-phone.ts';
import { chance } from './demo-random.ts';
import { tellStory } from './demo-story.ts';
import { type Act, type PhoneName, sure } from './demo-warehouse.ts';

const SEED = 74_205;
/** A push follows the last act in it by this much: the phone was in the cold store. */
const SENT_AFTER_MS = 20_000;
const DAY_MS = 86_400_000;
const SETTLED_BEFORE_MS = 900_000;
/** What the phones of the story are called; the same ids on every day. */
const DEVICES: { readonly [P in PhoneName]: { readonly id: string; readonly name: string } } = {
  floor: { id: '00000000-0000-4000-8000-00000000f100', name: 'Floor phone 1' },
  dock: { id: '00000000-0000-4000-8000-00000000d0c0', name: 'Dock phone 1' },
  desk: { id: '00000000-0000-4000-8000-00000000de50', name: 'Supervisor’s desk' },
};

/**
 * Fills an empty store with half a year of one cold store: master data by the import, everything else by reports
 * that signed phones pushed, the server's clock running through those months. Refuses a store that holds anything.
 */
export async function fillDemo(store: Store, now: EpochMs): Promise<void> {
  const mark = demoMark(store.db);
  if (!mark.isEmpty()) throw new Error('This data folder is in use. The demo needs an empty one of its own.');
  mark.mark();
  const acts = tellStory(now);
  const opened = sure(acts[0], 'story').at;
  const reply = await importData(importHost(store), { data: demoMasters(), dryRun: false, by: null }, opened);
  if (!reply.ok) throw new Error(`The demo's master data: ${JSON.stringify(reply.problems)}`);
  const phones = registerPhones(store.access, { at: opened, until: now });
  for (const batch of batches(acts)) pushBatch(store.sync.push, phones[batch.phone], batch.acts);
  pushBatch(store.sync.push, phones.desk, settled(anomalyStore(store.db), now));
  store.sync.sweepNow(now);
}

function registerPhones(access: AccessStore, span: { at: EpochMs; until: EpochMs }): { readonly [P in PhoneName]: DemoPhone } {
  const luck = chance(SEED);
  return { floor: register('floor'), dock: register('dock'), desk: register('desk') };

  function register(name: PhoneName): DemoPhone {
    const person = sure(
      DEMO_PEOPLE.find(({ phone }) => phone === name),
      'person',
    );
    const worker = sure(
      access.workers().find(({ badge }) => badge === person.badge),
      'worker',
    );
    const { id, name: deviceName } = DEVICES[name];
    const phone = demoPhone({ deviceId: id, actor: { worker: worker.id, role: person.role }, chance: luck });
    enrolDemoPhone(access, phone, { name: deviceName, ...span });
    return phone;
  }
}

function pushBatch(push: TakePush, phone: DemoPhone, acts: readonly Act[]): void {
  const sentAt = (sure(acts.at(-1), 'act').at + SENT_AFTER_MS) as EpochMs;
  const parcel = phone.push(acts, sentAt);
  const reply = push(parcel, parcel, sentAt);
  if (reply.kind !== 'taken') throw new Error(`The server did not take a demo push: ${reply.reset}.`);
  phone.taken(reply.ack);
}

/** The supervisor closes what went wrong before yesterday. */
function settled(anomalies: AnomalyStore, now: EpochMs): Act[] {
  const { rows } = anomalies.list({ open: true, offset: 0, limit: 100 });
  const old = rows.filter(({ openedAt }) => openedAt < now - 2 * DAY_MS);
  return old.map(({ id }, n) => ({
    at: (now - SETTLED_BEFORE_MS + n * 60_000) as EpochMs,
    phone: 'desk',
    kind: 'close-anomaly',
    payload: { anomaly: id, reason: 'Counted and put right' },
  }));
}

interface Batch {
  readonly phone: PhoneName;
  readonly acts: Act[];
}

/** What one phone did in a row is one push. */
function batches(acts: readonly Act[]): Batch[] {
  const all: Batch[] = [];
  for (const act of acts) {
    const last = all.at(-1);
    if (last?.phone === act.phone && last.acts.length < 500) last.acts.push(act);
    else all.push({ phone: act.phone, acts: [act] });
  }
  return all;
}
