import type { RefusalCode } from '../../shared/domain/engine/refusal.ts';
import { quantityText } from '../../shared/words/explain.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';
import { type Flow, isScanned } from './flow.ts';
import { quantityOf } from './quantity.ts';
import { doText } from './question-text.ts';
import { type InputMode, InputModes } from './scan-input.tsx';
import type { FlowInHand } from './use-flow.ts';

interface FlowFootProps {
  flow: Flow;
  inHand: FlowInHand;
  mode: InputMode;
  onMode: (mode: InputMode) => void;
}

/** The action at the bottom edge. After a STOP the safe way is the big one; what was done all the same can still be said. */
export function FlowFoot({ flow, inHand, mode, onMode }: FlowFootProps) {
  const words = useWords();
  const { round, stage, saving } = inHand;
  if (stage === 'question') {
    return (
      <div className="scan-modes hand-row">
        {isScanned(round.slot) && <InputModes mode={mode} onMode={onMode} />}
        {Object.keys(round.given).length > 0 && (
          <Button tone="quiet" icon="close" onClick={inHand.startOver}>
            {words.say('do.start-over')}
          </Button>
        )}
      </div>
    );
  }
  if (round.advice?.sign === 'stop') {
    return (
      <>
        <Button tone="stop" wide busy={saving} onClick={stage === 'deed' ? inHand.confirm : inHand.goOn}>
          {words.say('do.anyway')}
        </Button>
        <Retreat flow={flow} inHand={inHand} />
      </>
    );
  }
  const quantity = round.draft && quantityOf(round.draft);
  return (
    <>
      <Button tone="quiet" wide onClick={inHand.startOver}>
        {words.say('do.start-over')}
      </Button>
      <Button tone="primary" size="big" wide busy={saving} onClick={inHand.confirm}>
        {doText(flow, quantity === null ? '' : quantityText(quantity, round.known?.item ?? null), words)}
      </Button>
    </>
  );
}

/** A STOP about the place is answered by another place. */
const ABOUT_PLACE: readonly (RefusalCode | undefined)[] = ['bin-occupied', 'bin-inactive', 'wrong-zone', 'same-bin'];

/** The safe way on after a STOP. */
function Retreat({ flow, inHand: { round, otherPlace, startOver } }: { flow: Flow; inHand: FlowInHand }) {
  const words = useWords();
  const otherBin = ABOUT_PLACE.includes(round.advice?.judgement?.broke?.code) && (round.given.to ?? round.given.bin) !== undefined;
  return (
    <Button tone="primary" size="big" wide onClick={otherBin ? otherPlace : startOver}>
      {words.say(otherBin ? 'do.other-bin' : flow.kind === 'pick' ? 'do.put-back' : 'do.back')}
    </Button>
  );
}
