import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

const HEADER = 'x-request-id';
const ACCEPTABLE = /^[\w-]{8,64}$/;

/** Gives every request an id, the caller's own if it sent a plain one, and says it in the answer: phones show it with an error. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get(HEADER);
  response.set(HEADER, given !== undefined && ACCEPTABLE.test(given) ? given : randomUUID());
  next();
};

export function requestIdOf(response: Response): string {
  return response.get(HEADER) ?? '';
}
