import { EmptyState } from '../ui/empty-state.tsx';
import { useWords } from '../ui/words.tsx';
import { DeskPage } from './desk-page.tsx';

export function NoPage() {
  const words = useWords();
  return (
    <DeskPage title={words.say('desk.no-page')}>
      <EmptyState icon="search" title={words.say('desk.no-page-hint')} />
    </DeskPage>
  );
}

export function NotAllowed() {
  const words = useWords();
  return (
    <DeskPage title={words.say('desk.refused')}>
      <EmptyState icon="hand" title={words.say('desk.not-allowed-hint')} />
    </DeskPage>
  );
}
