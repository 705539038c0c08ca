import { Link } from 'wouter';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import type { Flag } from '../../shared/domain/engine/verdict.ts';
import type { Item } from '../../shared/domain/lots/item.ts';
import type { Lot } from '../../shared/domain/lots/lot.ts';
import { anomalyHref } from '../desk/address.ts';
import type { AnomalyRow, LifeEvent } from '../desk/answers.ts';
import { type Telling, useTelling } from '../desk/use-telling.ts';
import { BinChip, Chip } from '../ui/chip.tsx';
import { Code } from '../ui/code.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sentence } from '../ui/sentence.tsx';
import { useWords, type Words } from '../ui/words.tsx';
import { kindIcon, kindText } from './kinds.ts';
import { SeverityShape } from './severity-sign.tsx';

interface LifeLineProps {
  events: readonly LifeEvent[];
  lot: Pick<Lot, 'key' | 'gtin'>;
  item: Item | null;
  anomalies: readonly AnomalyRow[];
}

/** Every act that touched the lot, in the order it happened. */
export function LifeLine({ events, ...about }: LifeLineProps) {
  const words = useWords();
  if (events.length === 0) return <EmptyState icon="scan" title={words.say('life.empty')} />;
  return (
    <ol className="life">
      {events.map((event) => (
        <LifeStep key={event.command} event={event} {...about} />
      ))}
    </ol>
  );
}

/** A report that came in later than this after its act was waiting in a phone. */
const LATE_MS = 30 * 60_000;

function LifeStep({ event, lot, item, anomalies }: Omit<LifeLineProps, 'events'> & { event: LifeEvent }) {
  const words = useWords();
  const telling = useTelling();
  const { kind, verdict, said, told } = event;
  const when = telling.claimed({ at: event.occurredAt, error: event.error });
  const isLate = event.receivedAt - event.occurredAt > LATE_MS;
  return (
    <li className={`life-step life-${verdict.outcome}`}>
      <span className="life-icon">
        <Icon name={kindIcon(kind)} size={22} />
      </span>
      <div className="life-words">
        <p className="life-head">
          <strong>{kindText(kind, words)}</strong>
          {verdict.outcome !== 'recorded' && (
            <Chip tone={verdict.outcome === 'parked' ? 'stop' : 'check'}>{words.say(`outcome.${verdict.outcome}`)}</Chip>
          )}
        </p>
        <p className="quiet small">{[when, event.workerName, event.deviceName].join(' · ')}</p>
        <Moves event={event} item={item} />
        <OtherEnd event={event} />
        {said.reason && <p>{words.say('life.reason', { reason: said.reason })}</p>}
        {told?.outcome === 'stop' && <p className="tone-text-stop">{words.say('life.told-stop')}</p>}
        {isLate && <p className="quiet small">{words.say('life.late', { time: telling.time(event.receivedAt) })}</p>}
        {verdict.broke && verdict.flags.length === 0 && <Sentence text={telling.refusal(verdict.broke).title} />}
        {verdict.flags.map((flag) => (
          <FlagLine key={flag.anomaly ?? flag.code} flag={flag} text={flagText(flag, { lot, anomalies, telling, words })} />
        ))}
      </div>
    </li>
  );
}

/** What the act did to the books of this lot; a parked one did nothing, so its words stand for it. */
function Moves({ event: { booked, said }, item }: { event: LifeEvent; item: Item | null }) {
  const words = useWords();
  const telling = useTelling();
  if (booked.length === 0) {
    const places = [said.from, said.to].filter((place) => place !== null);
    if (places.length === 0) return null;
    return (
      <p className="life-moves">
        {places.map((place) => (
          <BinChip key={place} code={place} />
        ))}
      </p>
    );
  }
  return (
    <ul className="life-moves">
      {booked.map((at) => (
        <li key={`${at.place} ${at.bin} ${at.pallet}`} className="life-move">
          <strong>{telling.quantity(at.change, item).replace(/^(?=\d)/, '+')}</strong>
          {at.place !== 'bin' && <span>{words.say(`life.${at.place}`)}</span>}
          {at.bin && <BinChip code={at.bin} />}
          {at.pallet && <Code text={at.pallet} />}
        </li>
      ))}
    </ul>
  );
}

/** Where dispatched goods went, or who sent returned ones back. */
function OtherEnd({ event: { kind, destination, shipment, carrier, customer } }: { event: LifeEvent }) {
  const words = useWords();
  const said = [
    destination && words.say('life.destination', { destination }),
    kind === 'dispatch' && !destination && words.say('life.no-destination'),
    shipment && words.say('life.shipment', { shipment }),
    carrier && words.say('life.carrier', { carrier }),
    customer && words.say('life.customer', { customer }),
  ].filter(Boolean);
  return said.length > 0 && <p>{said.join(' · ')}</p>;
}

function FlagLine({ flag, text }: { flag: Flag; text: string }) {
  return (
    <p className={`life-flag severity-${flag.severity}`}>
      <SeverityShape severity={flag.severity} size={18} />
      {flag.anomaly ? (
        <Link href={anomalyHref(flag.anomaly)}>
          <Sentence text={text} />
        </Link>
      ) : (
        <Sentence text={text} />
      )}
    </p>
  );
}

interface Around {
  readonly lot: LifeLineProps['lot'];
  readonly anomalies: readonly AnomalyRow[];
  readonly telling: Telling;
  readonly words: Words;
}

/** The anomaly's own sentence where it is known, else the same sentence out of the flag's facts. */
function flagText({ code, anomaly: id, facts }: Flag, { lot, anomalies, telling, words }: Around): string {
  if (code === 'fefo-override' || code === 'order-uncertain') return words.say(`life.${code}`);
  const known = anomalies.find((anomaly) => anomaly.id === id);
  return telling.anomaly(known ?? { code, facts, lot: lot.key, item: lot.gtin, bin: parseBinCode(String(facts.bin ?? '')) }).title;
}
