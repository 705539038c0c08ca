import { useState } from 'react';
import type { DayIso } from '../../shared/domain/engine/time.ts';
import type { LotKey } from '../../shared/domain/lots/ids.ts';
import { readTypedCode } from '../../shared/domain/scanning/check-character.ts';
import type { ScanCommand } from '../../shared/domain/scanning/our-codes.ts';
import { readScan } from '../../shared/domain/scanning/scan-text.ts';
import type { RawScan } from '../../shared/wire/envelope.ts';
import { usePreferences } from '../ui/preferences.ts';
import { signal } from '../ui/signal.ts';
import { useWords } from '../ui/words.tsx';
import type { Heard } from './flow.ts';
import type { HereThing } from './here-list.tsx';
import type { TypedFault } from './typed-code.tsx';
import { understand } from './understand.ts';

export interface Ears {
  /** Why the last scan was no answer; stays until one is. */
  readonly complaint: string | null;
  /** Lots that bear the number just heard, one of them meant. */
  readonly choice: { readonly lots: readonly LotKey[]; readonly scan: RawScan } | null;
  readonly onScan: (scan: RawScan) => void;
  readonly onTyped: (text: string) => TypedFault | null;
  readonly onThing: (thing: HereThing) => void;
  readonly onLot: (lot: LotKey) => void;
  readonly onNoLot: () => void;
}

interface Listener {
  readonly today: DayIso;
  readonly hear: (heard: Heard, scan: RawScan) => boolean;
  readonly command: (command: ScanCommand) => void;
}

/** The four equal inputs: whatever comes by camera, wedge, keypad or list becomes an answer or a complaint. */
export function useEars({ today, hear, command }: Listener): Ears {
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
    const understood = await understand(readScan(scan, today));
    switch (understood.kind) {
      case 'answer':
        return answer(understood.heard, scan);
      case 'choose':
        return setChoice({ lots: understood.lots, scan });
      case 'command':
        return command(understood.command);
      case 'useless':
        return complain(words.say(`scan.${understood.why}`));
    }
  };

  return {
    complaint,
    choice,
    onScan: (scan) => void onScan(scan),
    onTyped: (text) => {
      const typed = readTypedCode(text);
      if (!typed.ok) return { text: words.say('input.check-wrong', { position: typed.at + 1 }), position: typed.at + 1 };
      void onScan({ raw: typed.text, symbology: null, via: 'typed' });
      return null;
    },
    onThing: (thing) => answer(heardFrom(thing), { raw: thing.kind === 'lot' ? thing.lotKey : thing.key, symbology: null, via: 'list' }),
    onLot: (lot) => choice && answer({ kind: 'lot', lot }, choice.scan),
    onNoLot: () => setChoice(null),
  };
}

function heardFrom(thing: HereThing): Heard {
  switch (thing.kind) {
    case 'lot':
      return { kind: 'lot', lot: thing.lotKey, ...(thing.bin && { bin: thing.bin }) };
    case 'bin':
      return { kind: 'bin', bin: thing.key, binKind: thing.binKind };
    case 'hand':
      return { kind: 'hand' };
  }
}
