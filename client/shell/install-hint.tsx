import { Banner } from '../ui/banner.tsx';
import { useWords } from '../ui/words.tsx';

/** What tells an iPhone or iPad, and whether the app was opened from the home screen there. */
export type Browser = Pick<Navigator, 'userAgent' | 'maxTouchPoints'> & { readonly standalone?: boolean };

/** Safari clears what a site saved when nobody came by for a week, unless it stands on the home screen. An iPad calls itself a Mac. */
export function isLooseIos({ userAgent, maxTouchPoints, standalone }: Browser): boolean {
  const isIos = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1);
  return isIos && standalone !== true;
}

/** Asks to put the app on the home screen where that alone keeps the scans. */
export function InstallHint() {
  const words = useWords();
  if (!isLooseIos(navigator)) return null;
  return (
    <Banner tone="check" title={words.say('install.title')}>
      {words.say('install.text')}
    </Banner>
  );
}
