import { create } from 'zustand';

export interface Preferences {
  readonly hand: 'left' | 'right';
  readonly theme: 'dark' | 'light';
  readonly sound: boolean;
}

const KEY = 'lotkeeper.preferences';
const DEFAULTS: Preferences = { hand: 'right', theme: 'dark', sound: true };

/** How this phone is held and seen; kept on the phone. */
export const usePreferences = create<Preferences>(() => ({ ...DEFAULTS, ...stored() }));

export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change);
  localStorage.setItem(KEY, JSON.stringify(usePreferences.getState()));
}

/** Keeps the document's theme and hand as preferred, from now on. */
export function dressDocument(root: HTMLElement): void {
  const dress = ({ theme, hand }: Preferences) => {
    root.dataset.theme = theme;
    root.dataset.hand = hand;
  };
  dress(usePreferences.getState());
  usePreferences.subscribe(dress);
}

function stored(): Partial<Preferences> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
