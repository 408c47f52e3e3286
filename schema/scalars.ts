import { GraphQLError, Kind, type ValueNode } from 'graphql';
import { builder } from './builder.ts';

const numeral = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\s*$/;
const notFinite = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

/**
 * Reads any number, allowed or not: whether it fits is decided together with the rest of the input, so that the
 * answer is a typed error that names the field. GraphQL's own Int would refuse 1.5 or 2^60 before that.
 */
function parseNumber(scalar: string, value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string') {
    const number = notFinite.get(value) ?? (numeral.test(value) ? Number(value) : undefined);
    if (number !== undefined) return number;
  }
  throw new GraphQLError(`${scalar} cannot represent ${JSON.stringify(value)}: not a number.`);
}

function parseNumberLiteral(scalar: string, node: ValueNode): number {
  switch (node.kind) {
    case Kind.INT:
    case Kind.FLOAT:
    case Kind.STRING:
    // NaN and Infinity, written without quotes, are enum values to GraphQL's grammar.
    case Kind.ENUM:
      return parseNumber(scalar, node.value);
    default:
      throw new GraphQLError(`${scalar} cannot represent a ${node.kind}.`, { nodes: node });
  }
}

builder.scalarType('Integer', {
  description:
    'A whole number from -(2^53 - 1) to 2^53 - 1, sent as a JSON number. The description of each field says which ' +
    'values it takes; another number is not refused by the type but answered with an `InvalidInputError`.',
  serialize: value => value,
  parseValue: value => parseNumber('Integer', value),
  parseLiteral: node => parseNumberLiteral('Integer', node),
});

builder.scalarType('Seed', {
  description:
    'Where the random numbers of a picture start: a whole number from 0 to 2^53 - 1, sent as a JSON number (a string ' +
    'of digits is accepted too). The same recipe with the same seed gives the same picture.',
  serialize: value => value,
  parseValue: value => parseNumber('Seed', value),
  parseLiteral: node => parseNumberLiteral('Seed', node),
});

builder.scalarType('DateTime', {
  description: 'A moment in UTC as ISO 8601 with milliseconds, such as `2026-03-01T12:30:00.000Z`.',
  serialize: value => value.toISOString(),
  parseValue: () => {
    throw new GraphQLError('DateTime is not an input.');
  },
});

builder.scalarType('URL', {
  description: 'An absolute address that a browser can open.',
  serialize: value => value,
  parseValue: () => {
    throw new GraphQLError('URL is not an input.');
  },
});
