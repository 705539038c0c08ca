/** The kind under which a phone sends, as text, a report that the server did not read at all. */
const WRAPPER = 'unreadable';

/**
 * A recorded body as it was meant: one that its phone had to wrap is what it carries, so that a server which reads it by
 * now judges it. Anything else is returned as it is; whether it can be read is for its schema to say.
 */
export function unwrapped(body: unknown): unknown {
  const { kind, payload } = (body ?? {}) as { kind?: unknown; payload?: { body?: unknown } };
  if (kind !== WRAPPER || typeof payload?.body !== 'string') return body;
  try {
    return JSON.parse(payload.body);
  } catch {
    return body;
  }
}
