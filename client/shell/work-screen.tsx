import './work-screen.css';
import { Link } from 'wouter';
import { can, type Role } from '../../shared/domain/access/matrix.ts';
import { useQueueState } from '../queue/queue-state.ts';
import { buttonClass } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Screen } from '../ui/screen.tsx';
import { useWords } from '../ui/words.tsx';
import { OfflineReady } from './offline-ready.tsx';

const DOCK = ['receive', 'dispatch'] as const;
const FLOOR = ['pick', 'putaway', 'transfer', 'sighting'] as const;

/** Where a shift starts from: every job these roles may do. */
export function WorkScreen({ roles }: { roles: readonly Role[] }) {
  const words = useWords();
  const needYou = useQueueState((queue) => queue.needYou);
  return (
    <Screen title={words.say('home.title')}>
      {can(roles, 'receive-and-dispatch') && (
        <section className="work-jobs" aria-label={words.say('home.dock')}>
          {DOCK.map((job) => (
            <Job key={job} href={`/dock/${job}`} icon={job} name={words.say(`dock.${job}`)} about={words.say(`dock.${job}-about`)} />
          ))}
        </section>
      )}
      {can(roles, 'move-stock') && (
        <section className="work-jobs" aria-label={words.say('home.floor')}>
          {FLOOR.map((job) => (
            <Job key={job} href={`/floor/${job}`} icon={job} name={words.say(`floor.${job}`)} about={words.say(`floor.${job}-about`)} />
          ))}
        </section>
      )}
      <OfflineReady />
      <nav className="work-more" aria-label={words.say('shell.places')}>
        <Link href="/inbox" className={buttonClass()}>
          <Icon name="inbox" />
          {words.say('home.inbox')}
          {needYou > 0 && <span className="chip-stop work-badge">{needYou}</span>}
        </Link>
        {can(roles, 'read-everything') && (
          <Link href="/supervisor" className={buttonClass()}>
            {words.say('home.supervisor')}
          </Link>
        )}
        {can(roles, 'manage-people') && (
          <Link href="/admin" className={buttonClass()}>
            {words.say('home.admin')}
          </Link>
        )}
        <Link href="/settings" className={buttonClass()}>
          <Icon name="settings" />
          {words.say('home.settings')}
        </Link>
      </nav>
    </Screen>
  );
}

function Job({ href, icon, name, about }: { href: string; icon: IconName; name: string; about: string }) {
  return (
    <Link href={href} className="work-job">
      <Icon name={icon} size={36} />
      <strong>{name}</strong>
      <span className="quiet small">{about}</span>
    </Link>
  );
}
