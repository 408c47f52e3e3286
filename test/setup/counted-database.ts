import type { KyselyPlugin } from 'kysely';
import type { Database } from '../../src/database/database.ts';
import { type DatabaseKind, openTestDatabase } from './test-databases.ts';

/** A test's own database that counts what is sent to it; what the job queue sends does not count. */
export interface CountedDatabase {
  readonly database: Database;
  /** Statements so far. */
  readonly statements: number;
  /** Statements that some work takes. */
  during(work: () => Promise<unknown>): Promise<number>;
}

export async function openCountedDatabase(kind: DatabaseKind): Promise<CountedDatabase> {
  const opened = await openTestDatabase(kind);
  let statements = 0;
  const count: KyselyPlugin = {
    transformQuery: ({ node }) => {
      statements++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return {
    database: { ...opened, kysely: opened.kysely.withPlugin(count) },
    get statements() {
      return statements;
    },
    async during(work) {
      const before = statements;
      await work();
      return statements - before;
    },
  };
}
