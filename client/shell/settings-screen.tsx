import { Button } from '../ui/button.tsx';
import { Choice } from '../ui/choice.tsx';
import { Panel } from '../ui/panel.tsx';
import { prefer, usePreferences } from '../ui/preferences.ts';
import { Screen } from '../ui/screen.tsx';
import { signal, unlockSound } from '../ui/signal.ts';
import { useWords } from '../ui/words.tsx';
import { OfflineReady } from './offline-ready.tsx';

/** How this phone is held, seen and heard. */
export function SettingsScreen({ workerName, build, onSignOut }: { workerName: string; build: string; onSignOut: () => void }) {
  const words = useWords();
  const { hand, theme, sound } = usePreferences();
  const hearAll = () => {
    unlockSound();
    signal('ok');
    setTimeout(() => signal('check'), 900);
    setTimeout(() => signal('stop'), 1900);
  };
  return (
    <Screen title={words.say('settings.title')} back="/">
      <Choice
        label={words.say('settings.hand')}
        value={hand}
        onChange={(value) => prefer({ hand: value })}
        options={[
          { value: 'left', label: words.say('settings.left') },
          { value: 'right', label: words.say('settings.right') },
        ]}
      />
      <Choice
        label={words.say('settings.theme')}
        value={theme}
        onChange={(value) => prefer({ theme: value })}
        options={[
          { value: 'dark', label: words.say('settings.dark') },
          { value: 'light', label: words.say('settings.light'), icon: 'sun' },
        ]}
      />
      <Choice
        label={words.say('settings.sound')}
        value={sound ? 'on' : 'off'}
        onChange={(value) => prefer({ sound: value === 'on' })}
        options={[
          { value: 'on', label: words.say('settings.on'), icon: 'sound' },
          { value: 'off', label: words.say('settings.off') },
        ]}
      />
      <Button wide icon="bell" onClick={hearAll}>
        {words.say('settings.test-sound')}
      </Button>
      <Panel title={words.say('settings.phone')}>
        <p>{words.say('settings.signed-in', { name: workerName })}</p>
        <OfflineReady />
        <p className="quiet small">{words.say('settings.version', { build })}</p>
        <Button tone="stop" icon="out" wide onClick={onSignOut}>
          {words.say('settings.sign-out')}
        </Button>
      </Panel>
    </Screen>
  );
}
