/** Prints the schema, for `npm run schema`. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { printSchema } from 'graphql';
import { schema } from './schema.ts';

export const schemaFile = path.join(import.meta.dirname, 'schema.graphql');

/** The expected content of `schema.graphql`. */
export function printedSchema(): string {
  return `# Printed by \`npm run schema\`: do not edit.\n\n${printSchema(schema)}\n`;
}

if (import.meta.main) {
  await writeFile(schemaFile, printedSchema());
  process.stdout.write(`${path.relative(process.cwd(), schemaFile)}\n`);
}
