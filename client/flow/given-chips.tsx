import type { DayIso } from '../../shared/domain/engine/time.ts';
import { gtinOf, lotNumberOf } from '../../shared/domain/lots/ids.ts';
import { checkCharacterOf } from '../../shared/domain/scanning/check-character.ts';
import { dayText } from '../../shared/words/dates.ts';
import { BinChip, Chip } from '../ui/chip.tsx';
import { Code } from '../ui/code.tsx';
import { useWords } from '../ui/words.tsx';
import { HAND } from './flow.ts';
import type { Round } from './round.ts';

/** What has been answered so far, big enough for arm's length. */
export function GivenChips({ round: { given, known }, today }: { round: Round; today: DayIso }) {
  const words = useWords();
  const { lot, from, to, destination } = given;
  const expiryOn = given.expiryOn ?? known?.lot?.expiryOn;
  if (!lot && from === undefined && to === undefined && destination === undefined) return null;
  return (
    <div className="chips">
      {destination && (
        <Chip name={words.say('dock.to')} icon="dispatch">
          {destination}
        </Chip>
      )}
      {lot && (
        <>
          <Chip>
            <Code text={lotNumberOf(lot)} />
          </Chip>
          <Chip>{known?.item?.name ?? gtinOf(lot)}</Chip>
        </>
      )}
      {lot && expiryOn && <Chip name={words.say('lot.use-by')}>{dayText(words.language, expiryOn, today)}</Chip>}
      {from !== undefined &&
        (from === HAND ? <Chip icon="hand">{words.say('input.in-hand')}</Chip> : <BinChip code={from} check={checkCharacterOf(from)} />)}
      {to !== undefined && <BinChip code={to} check={checkCharacterOf(to)} />}
    </div>
  );
}
