import { useState } from 'react';
import { noAnswer } from '../desk/answered.tsx';
import type { Booking } from '../desk/book.ts';
import { useTelling } from '../desk/use-telling.ts';
import type { Draft } from '../queue/report-body.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/field.tsx';
import { useWords } from '../ui/words.tsx';
import { type Decision, useDecision } from './use-decision.ts';

interface ReasonDialogProps {
  title: string;
  /** What it will do, for good. */
  about: string;
  /** The button that does it. */
  act: string;
  isGrave?: boolean;
  draftOf: (reason: string) => Draft;
  onDone: () => void;
  onClose: () => void;
}

/** Asks why before a decision goes into the ledger. It stays open, with the reason, until the ledger has it. */
export function ReasonDialog({ draftOf, onDone, ...dialog }: ReasonDialogProps) {
  const decision = useDecision();
  const decide = (reason: string) => void decision.decide(draftOf(reason)).then((isBooked) => isBooked && onDone());
  return <ReasonForm {...dialog} {...decision} onDecide={decide} />;
}

type ReasonFormProps = Omit<ReasonDialogProps, 'draftOf' | 'onDone'> &
  Pick<Decision, 'isBusy' | 'problem'> & { onDecide: (reason: string) => void };

export function ReasonForm({ title, about, act, isGrave, isBusy, problem, onDecide, onClose }: ReasonFormProps) {
  const words = useWords();
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = () => {
    setMissing(!reason.trim());
    if (reason.trim() && !isBusy) onDecide(reason.trim());
  };
  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.say('reason.cancel')}</Button>
          <Button tone={isGrave ? 'stop' : 'primary'} busy={isBusy} onClick={send}>
            {act}
          </Button>
        </>
      }
    >
      <p>{about}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <TextField
          label={words.say('reason.label')}
          hint={words.say('reason.hint')}
          {...(isMissing && { error: words.say('reason.needed') })}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </form>
      {problem && <Problem problem={problem} />}
    </Dialog>
  );
}

function Problem({ problem }: { problem: Exclude<Booking, { kind: 'booked' }> }) {
  const words = useWords();
  const telling = useTelling();
  const { title, hint } = told();
  return (
    <Banner tone="stop" title={title}>
      {hint}
    </Banner>
  );

  function told(): { title: string; hint: string } {
    if (problem.kind === 'role') return { title: words.say('reason.role'), hint: words.say('reason.role-hint') };
    if (problem.kind === 'failed') {
      const said = noAnswer(problem.failure, words);
      return problem.failure.kind === 'unreachable' ? { ...said, hint: words.say('reason.unsure') } : said;
    }
    const { title, todo } = telling.refusal(problem.broke);
    return { title, hint: todo };
  }
}
