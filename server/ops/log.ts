import type { RequestHandler } from 'express';
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../config.ts';
import { requestIdOf } from './request-id.ts';

const SECRETS = ['authorization', 'cookie', '"set-cookie"', 'password', 'pin', 'secret', 'token', 'totp'];
const STDERR = 2;

/** The server's log, JSON lines on stderr. Whatever stands under a secret's name, up to two levels deep, is left out. */
export function createLog(level: LogLevel, to: DestinationStream = destination(STDERR)): Logger {
  const paths = SECRETS.flatMap((name) => {
    const member = name.startsWith('"') ? `[${name}]` : `.${name}`;
    return [member.replace(/^\./, ''), `*${member}`, `*.*${member}`];
  });
  return pino({ level, redact: { paths, censor: '[left out]' }, base: null }, to);
}

/**
 * One line per answered request; the query is left out: it holds what people asked about. What went as it should is
 * told only to who asks for `debug`, so that what did not, and the codes and links of the start, stay in sight.
 */
export function logRequests(log: Logger): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    response.once('close', () => {
      log[levelOf(response.statusCode)]({
        requestId: requestIdOf(response),
        method: request.method,
        path: request.originalUrl.split('?', 1)[0],
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
        ...(response.writableFinished ? {} : { cutOff: true }),
      });
    });
    next();
  };
}

/** A page nobody is signed in on asks again and again and is refused: as it should be. */
function levelOf(status: number): 'debug' | 'warn' | 'error' {
  if (status >= 500) return 'error';
  return status >= 400 && status !== UNAUTHORIZED ? 'warn' : 'debug';
}

const UNAUTHORIZED = 401;
