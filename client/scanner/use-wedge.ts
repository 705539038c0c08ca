import { useLayoutEffect, useRef } from 'react';
import { hear, NOTHING_TYPED } from './wedge.ts';

/** Marks a field that is there for the wedge: what is typed in it is heard like anywhere else on the page. */
export const WEDGE_FIELD = { 'data-wedge': '' } as const;

/** Hears a keyboard wedge anywhere on the page but in fields a person types in. */
export function useWedge(onCode: (code: string) => void, paused: boolean): void {
  const latest = useRef(onCode);
  latest.current = onCode;
  // Before anything is painted: a scanner may be faster than the screen that asks for it.
  useLayoutEffect(() => {
    if (paused) return;
    let typed = NOTHING_TYPED;
    const listen = (event: KeyboardEvent) => {
      if (event.isComposing || event.metaKey || isForTyping(event.target)) return;
      const { after, scan, taken } = hear(typed, { key: event.key, ctrl: event.ctrlKey, alt: event.altKey, at: event.timeStamp });
      typed = after;
      if (taken) event.preventDefault();
      if (scan !== null) latest.current(scan);
    };
    document.addEventListener('keydown', listen, { capture: true });
    return () => document.removeEventListener('keydown', listen, { capture: true });
  }, [paused]);
}

function isForTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || 'wedge' in target.dataset) return false;
  return target.isContentEditable || target.matches('input, textarea, select');
}
