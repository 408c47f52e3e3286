import type { TestProject } from 'vitest/node';
import { databaseTemplate } from './database-template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** An embedded database with all tables and nothing in them, to be copied. */
    databaseTemplate: string;
  }
}

export default async function provideDatabaseTemplate(project: TestProject): Promise<void> {
  project.provide('databaseTemplate', await databaseTemplate());
}
