import type { CodegenConfig } from '@graphql-codegen/cli';
import { printSchema } from 'graphql';
import { schema } from './schema/schema.ts';

const config = {
  useTypeImports: true,
  enumsAsTypes: true,
  strictScalars: true,
  scalars: {
    ID: 'string',
    DateTime: 'string',
    Integer: 'number',
    Seed: 'number',
    URL: 'string',
    File: 'Blob | null',
  },
};

/** Types of the operations that tests and studio send: `npm run codegen` after a change of the schema or of an operation. */
const codegen: CodegenConfig = {
  schema: printSchema(schema),
  importExtension: '.ts',
  generates: {
    'test/gql/': {
      documents: ['test/**/*.ts', '!test/gql/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config,
    },
    'src/studio/gql/': {
      documents: ['src/studio/**/*.{ts,tsx}', '!src/studio/gql/**'],
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      // As text, so that no parser and printer has to be loaded.
      config: { ...config, documentMode: 'string' },
    },
  },
};

export default codegen;
