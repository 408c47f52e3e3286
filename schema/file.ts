import { GraphQLError } from 'graphql';
import { UploadedFile } from '../src/images/intake/uploaded-file.ts';
import { builder } from './builder.ts';

function refuse(): never {
  throw new GraphQLError(
    'File must be a variable filled by a part of a multipart/form-data request (GraphQL multipart request ' +
      'specification). Over WebSocket, or in plain JSON, send a data URI instead.',
  );
}

builder.scalarType('File', {
  description:
    'A file uploaded with the request, following the GraphQL multipart request specification: `POST /graphql` ' +
    'as `multipart/form-data` with the parts `operations`, `map` and the files. The header ' +
    '`graphql-require-preflight` (any value) is required; requests without it are refused. The variable itself ' +
    'is null. The file type is detected from the content; the file name and declared type are ignored.',
  serialize: refuse,
  parseValue: value => (value instanceof UploadedFile ? value : refuse()),
  parseLiteral: refuse,
});
