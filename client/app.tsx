import './ui/theme.css';
import './shell/app.css';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation, useSearchParams } from 'wouter';
import { languageOf } from '../shared/words/words.ts';
import { api, call } from './api.ts';
import { useShift } from './local/use-local.ts';
import type { Shift } from './queue/outbox-database.ts';
import { useQueueState } from './queue/queue-state.ts';
import { InboxScreen } from './shell/inbox-screen.tsx';
import { Job } from './shell/job.tsx';
import { NotSavedScreen } from './shell/not-saved-screen.tsx';
import { QueueScreen } from './shell/queue-screen.tsx';
import { homeOf, signOut } from './shell/session.ts';
import { SettingsScreen } from './shell/settings-screen.tsx';
import { SetupScreen } from './shell/setup-screen.tsx';
import { ShiftScreen } from './shell/shift-screen.tsx';
import { SignInScreen } from './shell/sign-in-screen.tsx';
import { StatusStrip } from './shell/status-strip.tsx';
import { UpdatePrompt } from './shell/update-prompt.tsx';
import { Warnings } from './shell/warnings.tsx';
import { WorkScreen } from './shell/work-screen.tsx';
import { Spinner } from './ui/progress.tsx';
import { useWords, WordsProvider } from './ui/words.tsx';

const SupervisorArea = lazy(() => import('./supervisor/supervisor-area.tsx').then((area) => ({ default: area.SupervisorArea })));
const AdminArea = lazy(() => import('./admin/admin-area.tsx').then((area) => ({ default: area.AdminArea })));

/** The whole app: who is on shift decides what is offered; the red screen goes over everything. */
export function App({ build }: { build: string }) {
  const shift = useShift();
  const notSaved = useQueueState((queue) => queue.notSaved);
  return (
    <WordsProvider language={languageOf(shift?.language ?? 'en')}>
      <div className="app">
        <Warnings />
        <Switch>
          <Route path="/setup">
            <Setup />
          </Route>
          <Route>{shift === undefined ? <Waiting /> : shift === null ? <SignIn /> : <OnShift shift={shift} build={build} />}</Route>
        </Switch>
      </div>
      {notSaved && <NotSavedScreen />}
    </WordsProvider>
  );
}

function Setup() {
  const [search] = useSearchParams();
  return <SetupScreen token={search.get('token') ?? ''} />;
}

function SignIn() {
  const [, navigate] = useLocation();
  const demo = useIsDemo();
  return (
    <>
      <StatusStrip />
      <SignInScreen demo={demo} onSignedIn={(roles) => navigate(homeOf(roles), { replace: true })} />
    </>
  );
}

function OnShift({ shift, build }: { shift: Shift; build: string }) {
  const [started, setStarted] = useState(() => sessionStorage.getItem(STARTED) === shift.session);
  const start = () => {
    sessionStorage.setItem(STARTED, shift.session);
    setStarted(true);
  };
  return (
    <>
      <StatusStrip />
      {started ? <Places shift={shift} build={build} /> : <ShiftScreen name={shift.workerName} onStart={start} />}
    </>
  );
}

/** The session whose shift has been started in this tab. */
const STARTED = 'lotkeeper.shift-started';

function Places({ shift, build }: { shift: Shift; build: string }) {
  return (
    <Suspense fallback={<Waiting />}>
      <Switch>
        <Route path="/floor/:job">{({ job }) => <Job path={`/floor/${job}`} shift={shift} />}</Route>
        <Route path="/dock/:job">{({ job }) => <Job path={`/dock/${job}`} shift={shift} />}</Route>
        <Route path="/floor">
          <UpdatePrompt />
          <WorkScreen roles={shift.roles} />
        </Route>
        <Route path="/queue">
          <UpdatePrompt />
          <QueueScreen />
        </Route>
        <Route path="/inbox">
          <InboxScreen />
        </Route>
        <Route path="/settings">
          <UpdatePrompt />
          <SettingsScreen workerName={shift.workerName} build={build} onSignOut={() => void signOut()} />
        </Route>
        <Route path="/supervisor/*?">
          <SupervisorArea shift={shift} />
        </Route>
        <Route path="/admin/*?">
          <AdminArea shift={shift} />
        </Route>
        <Route>
          <Redirect to={homeOf(shift.roles)} replace />
        </Route>
      </Switch>
    </Suspense>
  );
}

function Waiting() {
  const words = useWords();
  return (
    <main className="waiting">
      <Spinner label={words.say('shell.loading')} />
    </main>
  );
}

/** Whether this server plays the demo; asked once, and taken for no while it cannot be asked. */
function useIsDemo(): boolean {
  const [demo, setDemo] = useState(false);
  useEffect(() => {
    void call((options) => api.access.status.query(undefined, options)).then((answer) => answer.ok && setDemo(answer.value.demo));
  }, []);
  return demo;
}
