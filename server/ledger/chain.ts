import { hash } from 'node:crypto';
import { laneHeadText } from '../../shared/wire/canonical.ts';

type Part = string | number | null;

/** SHA-256 of a text's UTF-8, lower-case hex. */
export function sha256(text: string): string {
  return hash('sha256', text, 'hex');
}

/** The next link of a chain: what stood before, and everything the row says. No part may hold a line break. */
export function link(previous: string, parts: readonly Part[]): string {
  return sha256([previous, ...parts].join('\n'));
}

/** A lane's head after one more command. */
export function nextHead(head: string, place: { lane: string; seq: number; hash: string }): string {
  return sha256(laneHeadText(head, place));
}
