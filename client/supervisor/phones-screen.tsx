import { gapText } from '../../shared/words/dates.ts';
import { Answered } from '../desk/answered.tsx';
import type { BoardPhone } from '../desk/answers.ts';
import { type Column, DataTable } from '../desk/data-table.tsx';
import { useDesk } from '../desk/desk.ts';
import { DeskPage } from '../desk/desk-page.tsx';
import { useAnswer } from '../desk/use-answer.ts';
import { type Telling, useTelling } from '../desk/use-telling.ts';
import { Banner } from '../ui/banner.tsx';
import { Chip, type StatusTone } from '../ui/chip.tsx';
import { useWords, type Words } from '../ui/words.tsx';
import { needsAttention, needsOf, type PhoneNeed } from './phone-needs.ts';
import { readPhones } from './reads.ts';

/** The device board: every phone, what it last said of itself, and which of them still hold scans. */
export function PhonesScreen() {
  const words = useWords();
  const reading = useAnswer(readPhones, null);
  return (
    <DeskPage title={words.say('desk.phones')}>
      <Answered reading={reading}>{(phones) => <DeviceBoard phones={phones} />}</Answered>
    </DeskPage>
  );
}

export function DeviceBoard({ phones }: { phones: readonly BoardPhone[] }) {
  const words = useWords();
  const telling = useTelling();
  const { now } = useDesk();
  const needy = phones.filter((phone) => needsAttention(phone, now)).length;
  const holding = phones.filter((phone) => needsOf(phone, now).includes('holds'));
  return (
    <>
      {holding.map((phone) => (
        <Banner key={phone.id} tone="stop" title={words.count('board.holds', phone.held, { phone: nameOf(phone) })}>
          {words.say('board.holds-hint', { time: seenText(phone, telling, words) })}
        </Banner>
      ))}
      <p className="quiet">{`${words.say('board.about')} ${words.count('board.needy', needy)}`}</p>
      <DataTable
        caption={words.say('desk.phones')}
        columns={useColumns()}
        rows={phones}
        rowKey={(phone) => phone.id}
        sort="-held"
        empty={{ title: words.say('board.empty'), hint: words.say('board.empty-hint') }}
      />
    </>
  );
}

const MINUTE = 60_000;
const TONES: Readonly<Record<PhoneNeed, StatusTone>> = {
  wiped: 'stop',
  holds: 'stop',
  silent: 'check',
  unsafe: 'check',
  clock: 'check',
  revoked: 'plain',
};

function useColumns(): readonly Column<BoardPhone>[] {
  const words = useWords();
  const telling = useTelling();
  const { now } = useDesk();
  const needsText = (phone: BoardPhone) => needsOf(phone, now).map((need) => words.say(`need.${need}`));
  return [
    {
      name: 'phone',
      title: words.say('board.phone'),
      value: (phone) => phone.name,
      show: (phone) => (
        <>
          <strong>{phone.name}</strong>
          {phone.worker && <span className="cell-more">{phone.worker}</span>}
        </>
      ),
    },
    { name: 'worker', title: words.say('board.worker'), value: (phone) => phone.worker, isHidden: true },
    {
      name: 'needs',
      title: words.say('board.needs'),
      value: (phone) => needsText(phone).join(', '),
      show: (phone) => <Needs needs={needsOf(phone, now)} />,
    },
    {
      name: 'held',
      title: words.say('board.held'),
      value: (phone) => phone.held,
      show: (phone) => (phone.held > 0 ? <strong className="tone-text-stop">{phone.held}</strong> : phone.held),
      numeric: true,
    },
    {
      name: 'oldest',
      title: words.say('board.oldest'),
      value: ({ oldestAt }) => oldestAt && telling.stamp(oldestAt),
      inFile: { title: telling.stamped(words.say('board.oldest')) },
      show: (phone) => phone.oldestAt !== null && telling.age(now - phone.oldestAt),
      numeric: true,
    },
    {
      name: 'seen',
      title: words.say('board.seen'),
      value: ({ seenAt }) => seenAt && telling.stamp(seenAt),
      inFile: { title: telling.stamped(words.say('board.seen')) },
      show: (phone) => (
        <>
          <span className="nowrap">{seenText(phone, telling, words)}</span>
          {phone.build && <span className="cell-more">{words.say('settings.version', { build: phone.build })}</span>}
        </>
      ),
    },
    {
      name: 'clock',
      title: words.say('board.clock'),
      value: (phone) => phone.clockOff,
      inFile: {
        title: words.say('table.in-seconds', { title: words.say('board.clock-lacks') }),
        value: ({ clockOff }) => clockOff && Math.round(clockOff / 1000),
      },
      show: (phone) => clockText(phone.clockOff, words),
    },
    { name: 'persisted', title: words.say('board.persisted'), value: (phone) => persistedText(phone.persisted, words) },
    { name: 'build', title: words.say('board.build'), value: (phone) => phone.build, isHidden: true },
  ];
}

function Needs({ needs }: { needs: readonly PhoneNeed[] }) {
  const words = useWords();
  if (needs.length === 0) return <span className="quiet">{words.say('board.no-needs')}</span>;
  return (
    <span className="board-needs">
      {needs.map((need) => (
        <Chip key={need} tone={TONES[need]}>
          {words.say(`need.${need}`)}
        </Chip>
      ))}
    </span>
  );
}

/** The phone as people call it: its name, and who works with it. */
function nameOf({ name, worker }: BoardPhone): string {
  return worker ? `${name} (${worker})` : name;
}

function seenText({ seenAt }: BoardPhone, telling: Telling, words: Words): string {
  return seenAt === null ? words.say('board.never') : telling.time(seenAt);
}

/** A positive offset is what the phone's clock lacks. Less than a minute is the network's doing. */
function clockText(off: number | null, words: Words): string | null {
  if (off === null) return null;
  if (Math.abs(off) < MINUTE) return words.say('board.clock-ok');
  return words.say(off > 0 ? 'board.clock-slow' : 'board.clock-fast', { age: gapText(words.language, Math.abs(off)) });
}

function persistedText(persisted: boolean | null, words: Words): string {
  if (persisted === null) return words.say('board.persisted-unknown');
  return words.say(persisted ? 'board.persisted-yes' : 'board.persisted-no');
}
