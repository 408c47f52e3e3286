import { GraphQLError } from 'graphql';
import { UploadedFile } from '../src/images/intake/uploaded-file.ts';
import { builder } from './builder.ts';

function refuse(): never {
  throw new GraphQLError(
    'File must be a variable that a part of a multipart/form-data request fills in (GraphQL multipart request ' +
      'specification). Over WebSocket, and in plain JSON, send a data URI instead.',
  );
}

builder.scalarType('File', {
  description:
    'A file that is sent along, as the GraphQL multipart request specification says: `POST /graphql` as ' +
    '`multipart/form-data` with the parts `operations`, `map` and the files, and with the header ' +
    '`graphql-require-preflight` (any value), without which such requests are refused. Null stands for it in the ' +
    'variables. The file is recognised by its content; its name and claimed type mean nothing.',
  serialize: refuse,
  parseValue: value => (value instanceof UploadedFile ? value : refuse()),
  parseLiteral: refuse,
});
