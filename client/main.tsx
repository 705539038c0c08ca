import './ui/theme.css';
import { createRoot } from 'react-dom/client';
import { learnLanguage } from '../shared/words/words.ts';
import { App } from './app.tsx';
import { startQueue } from './queue/start-queue.ts';
import { lazyWire } from './shell/lazy-wire.ts';
import { NotSavedScreen } from './shell/not-saved-screen.tsx';
import { registerWorker } from './shell/update.ts';
import { dressDocument } from './ui/preferences.ts';
import { unlockSound } from './ui/signal.ts';

declare const __BUILD__: string;

dressDocument(document.documentElement);
void registerWorker();
document.addEventListener('pointerdown', unlockSound, { once: true });

const root = document.getElementById('app');
if (!root) throw new Error('index.html has no place for the app');

/** A phone that cannot open its queue must not take a single scan. */
const queue = startQueue({
  wire: lazyWire(() => import('./api.ts').then(({ api, wireOf }) => wireOf(api))),
  build: __BUILD__,
}).catch(() => null);
const [running] = await Promise.all([queue, learnLanguage('en')]);
createRoot(root).render(running ? <App build={__BUILD__} wake={running.wake} /> : <NotSavedScreen />);
