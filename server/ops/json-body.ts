import { type RequestHandler, text } from 'express';
import { MOST_PUSH_BYTES } from '../../shared/wire/push.ts';
import { refuse } from './refuse.ts';

/** In a longer text the place of a fault is not searched for: that parses it many times over. */
const MOST_SEARCHED = 64 * 1024;

const readText = text({ type: 'application/json', limit: MOST_PUSH_BYTES });

/**
 * Reads a JSON body of at most 2 MiB. `keep: 'text'` leaves the text in `request.body` for a handler that parses itself,
 * as tRPC does; a short one has been found to be JSON either way, a long one is parsed only there.
 */
export function jsonBody(keep: 'text' | 'value'): readonly RequestHandler[] {
  const check: RequestHandler = (request, response, next) => {
    if (typeof request.body !== 'string' || !isParsedHere(request.body, keep)) return next();
    try {
      const value: unknown = JSON.parse(request.body);
      if (keep === 'value') request.body = value;
    } catch {
      const place = placeOfFault(request.body);
      const where = place === null ? '' : ` from position ${place} on`;
      return refuse(response, 400, { code: 'json-malformed', field: 'body', message: `The body is not JSON${where}.` });
    }
    next();
  };
  return [readText, check];
}

function isParsedHere(body: string, keep: 'text' | 'value'): boolean {
  return body !== '' && (keep === 'value' || body.length <= MOST_SEARCHED);
}

/** How many characters could begin a JSON text; null in a long text when the engine does not say. */
function placeOfFault(body: string): number | null {
  const named = namedPlace(body);
  if (named !== null || body.length > MOST_SEARCHED) return named;
  let [good, bad] = [0, body.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (namedPlace(body.slice(0, middle)) === middle) good = middle;
    else bad = middle;
  }
  return good;
}

/** The place the engine's complaint names: it does for all faults but an unexpected token. */
function namedPlace(body: string): number | null {
  try {
    JSON.parse(body);
    return body.length;
  } catch (error) {
    const message = String(error);
    const named = /at position (\d+)/.exec(message)?.[1];
    if (named !== undefined) return Number(named);
    return message.includes('Unexpected end') ? body.length : null;
  }
}
