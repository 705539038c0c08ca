import type { Response } from 'express';
import { requestIdOf } from './request-id.ts';

/** Why a request was not served: a code for programs, the part of the request at fault, a sentence for people. */
export interface RequestError {
  readonly code: string;
  readonly field: string | null;
  readonly message: string;
}

/** Ends a request with the one shape all our errors have. */
export function refuse(response: Response, status: number, error: RequestError): void {
  const { code, field, message } = error;
  response.status(status).json({ error: { code, field, message, requestId: requestIdOf(response) } });
}
