import { Hono } from 'hono';
import type { Logger } from 'pino';
import type { Generations } from '../generations/generations.ts';
import type { Models } from '../inference/models.ts';

export interface HealthDependencies {
  readonly generations: Generations;
  readonly models: Models;
  readonly logger: Logger;
}

/**
 * `/live`: the process answers. `/ready`: the database answers and every engine is running; 503 says
 * which of them does not.
 */
export function healthRoutes({ generations, models, logger }: HealthDependencies): Hono {
  const app = new Hono();

  app.get('/live', context => context.json({ status: 'ok' }));

  app.get('/ready', async context => {
    const database = await answers(generations, logger);
    const engine = models.list().every(model => model.engine.ready);
    const ready = database && engine;
    const body = { status: ready ? 'ok' : 'unavailable', database, engine };
    return context.json(body, ready ? 200 : 503, { 'cache-control': 'no-store' });
  });

  return app;
}

async function answers(generations: Generations, logger: Logger): Promise<boolean> {
  try {
    await generations.newest();
    return true;
  } catch (error) {
    logger.warn({ err: error }, 'the database does not answer');
    return false;
  }
}
