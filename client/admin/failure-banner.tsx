import { noAnswer } from '../desk/answered.tsx';
import type { Failure } from '../queue/wire.ts';
import { Banner } from '../ui/banner.tsx';
import { useWords } from '../ui/words.tsx';

/** Why a change did not come about. */
export function FailureBanner({ failure }: { failure: Failure }) {
  const words = useWords();
  const { title, hint } = noAnswer(failure, words);
  return (
    <Banner tone="stop" title={title}>
      {failure.kind === 'unreachable' ? words.say('admin.unsure') : hint}
    </Banner>
  );
}
