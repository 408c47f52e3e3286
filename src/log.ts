import { type Logger, pino } from 'pino';
import type { LogLevel } from './config.ts';

export type { Logger };

/** Human-readable lines on a terminal, JSON otherwise. */
export function createLogger(level: LogLevel, terminal: boolean): Logger {
  if (!terminal) return pino({ level });
  return pino({
    level,
    transport: { target: 'pino-pretty', options: { translateTime: 'HH:MM:ss', ignore: 'pid,hostname' } },
  });
}
