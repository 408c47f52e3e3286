import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';
import { requestFields } from './http/requests/request-scope.ts';

export type { Logger };

/** Human-readable lines on a terminal, JSON otherwise. Lines of a request have its id. */
export function createLogger(level: LogLevel, terminal: boolean): Logger {
  const options = { level, mixin: requestFields };
  if (!terminal) return pino(options);
  return pino({
    ...options,
    transport: {
      target: 'pino-pretty',
      options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname', singleLine: true },
    },
  });
}
