import { useState } from 'react';
import type { Role } from '../../shared/domain/access/matrix.ts';
import { parseBinCode } from '../../shared/domain/bins/bin.ts';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import { type LotKey, parseLotNumber } from '../../shared/domain/lots/ids.ts';
import { readTypedCode } from '../../shared/domain/scanning/check-character.ts';
import type { ScanCommand } from '../../shared/domain/scanning/our-codes.ts';
import { readScan } from '../../shared/domain/scanning/scan-text.ts';
import type { Scanned } from '../../shared/domain/scanning/scanned.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { scanFaultText } from '../../shared/words/scan-fault.ts';
import { type Language, say } from '../../shared/words/words.ts';
import { binCard, lotsNumbered } from '../local/questions.ts';
import { fromView } from '../local/use-local.ts';
import { usePreferences } from '../ui/preferences.ts';
import { signal } from '../ui/signal.ts';
import { useWords } from '../ui/words.tsx';
import { asksOf, endOf, type Flow, type Heard, placeOf, type Slot } from './flow.ts';
import { type HereThing, heardFrom } from './here-list.tsx';
import type { TypedFault } from './typed-code.tsx';
import { type Understood, understand } from './understand.ts';

export interface Ears {
  /** Why the last scan was no answer; stays until one is. */
  readonly complaint: string | null;
  /** Lots that the last scan may mean. */
  readonly choice: { readonly lots: readonly LotKey[]; readonly scan: RawScan } | null;
  readonly onScan: (scan: RawScan) => void;
  readonly onTyped: (text: string) => Promise<TypedFault | null>;
  readonly onThing: (thing: HereThing) => void;
  readonly onLot: (lot: LotKey) => void;
  readonly onNoLot: () => void;
}

interface Listener {
  readonly flow: Flow;
  readonly slot: Slot | null;
  readonly roles: readonly Role[];
  readonly today: DayIso;
  readonly hear: (heard: Heard, scan: RawScan) => boolean;
  readonly command: (command: ScanCommand) => void;
}

/** The four equal inputs: whatever comes by camera, wedge, keypad or list becomes an answer or a complaint. */
export function useEars({ flow, slot, roles, today, hear, command }: Listener): Ears {
  const words = useWords();
  const sound = usePreferences((preferences) => preferences.sound);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [choice, setChoice] = useState<Ears['choice']>(null);

  const complain = (text: string) => {
    setComplaint(text);
    signal('check', sound);
  };

  const answer = (heard: Heard, scan: RawScan) => {
    setChoice(null);
    if (hear(heard, scan)) setComplaint(null);
    else complain(words.say(heard.kind === 'lot' ? 'scan.not-asked.lot' : 'scan.not-asked.bin'));
  };

  const onScan = async (scan: RawScan) => {
    const understood = await understand(scan, { place: placeOf(flow), asks: asksOf(flow, slot), roles, today }).catch(() => null);
    if (!understood) return complain(words.say('failed.answer'));
    const { action, stands } = understood;
    switch (action.type) {
      case 'set-lot':
      case 'receive-lot':
        return answer(lotHeard(action, stands), scan);
      case 'set-bin-from':
      case 'set-bin-to':
        return answer({ kind: 'bin', bin: action.bin, end: action.type === 'set-bin-from' ? 'from' : 'to' }, scan);
      case 'choose-lot':
        return setChoice({ lots: action.lots, scan });
      case 'run-command':
        return command(action.command);
      case 'unreadable':
        return complain(scanFaultText(words.language, action));
      case 'other-site':
        return complain(words.say('scan.other-site', { site: action.site }));
      case 'unknown-code':
        return complain(words.say(`scan.${action.why}`));
      default:
        return complain(words.say('scan.not-known'));
    }
  };

  return {
    complaint,
    choice,
    onScan: (scan) => void onScan(scan),
    onTyped: async (text) => {
      const scan: RawScan = { raw: text.trim(), symbology: null, via: 'typed' };
      if (await needsNoCheck(scan, today)) {
        await onScan(scan);
        return null;
      }
      const typed = readTypedCode(text);
      if (!typed.ok) return typedFault(readScan(scan, today), { at: typed.at, slot, language: words.language });
      await onScan({ ...scan, raw: typed.text });
      return null;
    },
    onThing: (thing) =>
      answer(heardFrom(thing, endOf(flow, slot)), { raw: thing.kind === 'lot' ? thing.lotKey : thing.key, symbology: null, via: 'list' }),
    onLot: (lot) => choice && answer({ kind: 'lot', lot }, choice.scan),
    onNoLot: () => setChoice(null),
  };
}

/**
 * A whole label, typed or sent into the field by a wedge, carries its own checks. Lot numbers are printed as their makers
 * write them, without a check character: one this phone knows is taken, and shown with its item and day before anything is done.
 */
async function needsNoCheck(scan: RawScan, today: DayIso): Promise<boolean> {
  const { kind } = readScan(scan, today);
  if (kind !== 'text') return kind !== 'unreadable';
  const number = parseLotNumber(scan.raw);
  const lots = number && (await fromView((view) => lotsNumbered(view, number)));
  return Boolean(lots?.length);
}

interface Slip {
  /** Where the check character does not fit, from 0. */
  readonly at: number;
  readonly slot: Slot | null;
  readonly language: Language;
}

/**
 * A label typed off with a slip is told by its own checks, a bin without its check character by what is missing; anything else
 * by the check character it should end with.
 */
async function typedFault(scan: Scanned, { at, slot, language }: Slip): Promise<TypedFault> {
  if (scan.kind === 'unreadable') return { text: scanFaultText(language, scan), position: scan.at + 1 };
  const bin = scan.kind === 'text' ? parseBinCode(scan.text) : null;
  if (bin && (await fromView((view) => binCard(view, bin)))) return { text: say(language, 'input.check-missing'), position: null };
  const says = slot === 'lot' ? 'input.no-such-lot' : 'input.check-wrong';
  return { text: say(language, says, { position: at + 1 }), position: at + 1 };
}

/** The lot, the dates its label states, and the pallet with its place when that is what was scanned. */
function lotHeard({ lot, label }: { lot: LotKey; label: { expiryOn?: DayIso; producedOn?: DayIso } }, stands: Understood['stands']): Heard {
  return {
    kind: 'lot',
    lot,
    ...(label.expiryOn && { expiryOn: label.expiryOn }),
    ...(label.producedOn && { producedOn: label.producedOn }),
    ...(stands && { pallet: stands.pallet }),
    ...(stands?.bin && { bin: stands.bin }),
  };
}
