import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { builder } from './builder.ts';

const digits = /^\s*[+-]?\d+\s*$/;

builder.scalarType('Integer', {
  description: 'A whole number from 0 to 2^53 - 1, sent as a JSON number.',
  serialize: value => value,
  parseValue: () => {
    throw new GraphQLError('Integer cannot be used as an input.');
  },
});

/**
 * Accepts any number. The range is validated with the rest of the input, so that errors are typed and name the field.
 */
function parseSeed(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' && digits.test(value)) return Number(value);
  throw new GraphQLError(
    `Seed cannot represent a ${value === null ? 'null' : typeof value} that is not a number.`,
  );
}

function parseSeedLiteral(node: ValueNode): number {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.STRING:
      return parseSeed(node.value);
    default:
      throw new GraphQLError(`Seed cannot represent a ${node.kind}.`, { nodes: node });
  }
}

builder.scalarType('Seed', {
  description:
    'Seed of the random numbers of a picture: a whole number from 0 to 2^53 - 1, sent as a JSON number (a ' +
    'string of digits is also accepted). The same recipe with the same seed gives the same picture.',
  serialize: value => value,
  parseValue: parseSeed,
  parseLiteral: parseSeedLiteral,
});

builder.scalarType('DateTime', {
  description: 'A moment in UTC as ISO 8601 with milliseconds, such as `2026-03-01T12:30:00.000Z`.',
  serialize: value => value.toISOString(),
  parseValue: () => {
    throw new GraphQLError('DateTime cannot be used as an input.');
  },
});

builder.scalarType('URL', {
  description: 'An absolute address that a browser can open.',
  serialize: value => value,
  parseValue: () => {
    throw new GraphQLError('URL cannot be used as an input.');
  },
});
