import { TRPCError } from '@trpc/server';

/** What is wrong with one field of the input; the path reads `commands.3.payload.lot`. */
export class FieldError extends Error {
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/** A 400 (or the given code) that names the field, for what a schema alone cannot tell. */
export function badField(field: string, message: string, code: TRPCError['code'] = 'BAD_REQUEST'): TRPCError {
  return new TRPCError({ code, message, cause: new FieldError(field, message) });
}
