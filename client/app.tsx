import './shell/app.css';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Redirect, Route, Switch, useLocation, useSearchParams } from 'wouter';
import type { Role } from '../shared/domain/access/matrix.ts';
import { languageOf } from '../shared/words/words.ts';
import { useShift } from './local/use-local.ts';
import type { Shift } from './queue/outbox-database.ts';
import { useQueueState } from './queue/queue-state.ts';
import { NotSavedScreen } from './shell/not-saved-screen.tsx';
import { SafetyNet } from './shell/safety-net.tsx';
import { homeOf, serverStanding, signOut, USUAL } from './shell/session.ts';
import { ShiftScreen } from './shell/shift-screen.tsx';
import { StatusStrip } from './shell/status-strip.tsx';
import { UpdatePrompt } from './shell/update-prompt.tsx';
import { Warnings } from './shell/warnings.tsx';
import { WorkScreen } from './shell/work-screen.tsx';
import { Spinner } from './ui/progress.tsx';
import { useWords, WordsProvider } from './ui/words.tsx';

const SignInScreen = lazy(() => import('./shell/sign-in-screen.tsx').then((part) => ({ default: part.SignInScreen })));
const Job = lazy(() => import('./shell/job.tsx').then((part) => ({ default: part.Job })));
const QueueScreen = lazy(() => import('./shell/queue-screen.tsx').then((part) => ({ default: part.QueueScreen })));
const HandOverScreen = lazy(() => import('./shell/hand-over-screen.tsx').then((part) => ({ default: part.HandOverScreen })));
const TakeOverScreen = lazy(() => import('./shell/take-over-screen.tsx').then((part) => ({ default: part.TakeOverScreen })));
const InboxScreen = lazy(() => import('./shell/inbox-screen.tsx').then((part) => ({ default: part.InboxScreen })));
const SettingsScreen = lazy(() => import('./shell/settings-screen.tsx').then((part) => ({ default: part.SettingsScreen })));
const SetupScreen = lazy(() => import('./shell/setup-screen.tsx').then((part) => ({ default: part.SetupScreen })));
const PrintedLot = lazy(() => import('./shell/printed-lot.tsx').then((part) => ({ default: part.PrintedLot })));
const SupervisorArea = lazy(() => import('./supervisor/supervisor-area.tsx').then((part) => ({ default: part.SupervisorArea })));
const AdminArea = lazy(() => import('./admin/admin-area.tsx').then((part) => ({ default: part.AdminArea })));

/** The whole app: who is on shift decides what is offered; the red screen goes over everything. `wake` calls the server at once. */
export function App({ build, wake }: { build: string; wake: () => void }) {
  const shift = useShift();
  const notSaved = useQueueState((queue) => queue.notSaved);
  const [path] = useLocation();
  return (
    <WordsProvider language={languageOf(shift?.language ?? 'en')}>
      <div className="app">
        <Warnings />
        <SafetyNet at={path}>
          <Suspense fallback={<Waiting />}>
            <Switch>
              <Route path="/setup">
                <Setup />
              </Route>
              <Route>
                {shift === undefined ? <Waiting /> : shift === null ? <SignIn wake={wake} /> : <OnShift key={shift.session} shift={shift} build={build} />}
              </Route>
            </Switch>
          </Suspense>
        </SafetyNet>
      </div>
      {notSaved && <NotSavedScreen />}
    </WordsProvider>
  );
}

function Setup() {
  const [search] = useSearchParams();
  return <SetupScreen token={search.get('token') ?? ''} />;
}

function SignIn({ wake }: { wake: () => void }) {
  const [, navigate] = useLocation();
  const [server, setServer] = useState(USUAL);
  useEffect(() => void serverStanding().then(setServer), []);
  const welcome = (roles: readonly Role[]) => {
    wake();
    navigate(homeOf(roles), { replace: true });
  };
  return (
    <>
      <StatusStrip />
      <Switch>
        <Route path="/queue" component={QueueScreen} />
        <Route path="/hand-over" component={HandOverScreen} />
        <Route path="/take-over" component={TakeOverScreen} />
        <Route>
          <SignInScreen server={server} onSignedIn={welcome} />
        </Route>
      </Switch>
    </>
  );
}

function OnShift({ shift, build }: { shift: Shift; build: string }) {
  const [started, setStarted] = useState(() => sessionStorage.getItem(STARTED) === shift.session);
  const persisted = useQueueState((queue) => queue.persisted);
  useEffect(() => {
    if (persisted !== null) void import('./shell/tell-server.ts').then(({ tellServer }) => tellServer(persisted)).catch(() => undefined);
  }, [persisted]);
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
  const [path] = useLocation();
  return (
    <SafetyNet at={path}>
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
          <Route path="/hand-over" component={HandOverScreen} />
          <Route path="/take-over" component={TakeOverScreen} />
          <Route path="/inbox">
            <InboxScreen />
          </Route>
          <Route path="/settings">
            <UpdatePrompt />
            <SettingsScreen workerName={shift.workerName} build={build} onSignOut={() => void signOut()} />
          </Route>
          <Route path="/01/*">
            <PrintedLot roles={shift.roles} />
          </Route>
          <Route path="/supervisor/*?">
            <UpdatePrompt />
            <SupervisorArea shift={shift} />
          </Route>
          <Route path="/admin/*?">
            <UpdatePrompt />
            <AdminArea shift={shift} />
          </Route>
          <Route>
            <Redirect to={homeOf(shift.roles)} replace />
          </Route>
        </Switch>
      </Suspense>
    </SafetyNet>
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
