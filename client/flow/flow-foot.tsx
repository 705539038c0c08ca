import type { RefusalCode } from '../../shared/domain/engine/refusal.ts';
import { quantityText } from '../../shared/words/explain.ts';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.tsx';
import { type Flow, isScanned } from './flow.ts';
import { quantityOf } from './quantity.ts';
import { doText } from './question-text.ts';
import type { Round } from './round.ts';
import { type InputMode, InputModes } from './scan-input.tsx';
import { TYPED_FORM } from './typed-code.tsx';
import type { FlowInHand } from './use-flow.ts';

interface FlowFootProps {
  flow: Flow;
  inHand: FlowInHand;
  mode: InputMode;
  onMode: (mode: InputMode) => void;
}

/** The action at the bottom edge. After a STOP the safe way is the big one; what was done all the same can still be said. */
export function FlowFoot(props: FlowFootProps) {
  const { round, stage } = props.inHand;
  if (stage === 'question') return <WaysToAnswer {...props} />;
  return round.advice?.sign === 'stop' ? <AfterStop {...props} /> : <Deed {...props} />;
}

function WaysToAnswer({ inHand: { round, startOver }, mode, onMode }: FlowFootProps) {
  const words = useWords();
  const isOpen = isScanned(round.slot);
  return (
    <>
      <div className="scan-modes hand-row">
        {isOpen && <InputModes mode={mode} onMode={onMode} />}
        {Object.keys(round.given).length > 0 && (
          <Button tone="quiet" icon="close" onClick={startOver}>
            {words.say('do.start-over')}
          </Button>
        )}
      </div>
      {isOpen && mode === 'keypad' && (
        <Button type="submit" form={TYPED_FORM} tone="primary" size="big" wide>
          {words.say('input.use')}
        </Button>
      )}
    </>
  );
}

function AfterStop({ flow, inHand }: FlowFootProps) {
  const words = useWords();
  const { round, stage, saving, confirm, goOn } = inHand;
  const quantity = quantityIn(round);
  return (
    <>
      <Button tone="stop" wide busy={saving} onClick={stage === 'deed' ? confirm : goOn}>
        {quantity === '' ? words.say('do.anyway') : words.say('do.anyway-of', { quantity })}
      </Button>
      <Retreat flow={flow} inHand={inHand} />
    </>
  );
}

function Deed({ flow, inHand: { round, saving, confirm, startOver } }: FlowFootProps) {
  const words = useWords();
  return (
    <>
      <Button tone="quiet" wide onClick={startOver}>
        {words.say('do.start-over')}
      </Button>
      <Button tone="primary" size="big" wide busy={saving} onClick={confirm}>
        {doText(flow, quantityIn(round), words)}
      </Button>
    </>
  );
}

/** How much the draft moves, as one says it; nothing for one that moves nothing. */
function quantityIn({ draft, known }: Round): string {
  const quantity = draft && quantityOf(draft);
  return quantity === null ? '' : quantityText(quantity, known?.item ?? null);
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
