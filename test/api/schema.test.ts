import { readFile } from 'node:fs/promises';
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { printedSchema, schemaFile } from '../../schema/print.ts';
import { schema } from '../../schema/schema.ts';

const ownTypes = Object.values(schema.getTypeMap()).filter(
  type => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

describe('the schema', () => {
  it('is the one that is printed in schema.graphql', async () => {
    expect(await readFile(schemaFile, 'utf8')).toBe(printedSchema());
  });

  it.each(ownTypes.map(type => [type.name, type] as const))(
    'describes %s and all that is in it',
    (_name, type) => {
      const undescribed = describedParts(type).filter(([, description]) => !isSentence(description));
      expect(undescribed.map(([coordinate]) => coordinate)).toEqual([]);
    },
  );

  it('names enum values in SCREAMING_SNAKE case', () => {
    const values = ownTypes.filter(isEnumType).flatMap(type => type.getValues().map(({ name }) => name));
    expect(values.filter(name => !/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name))).toEqual([]);
  });

  it('gives every error type what the Error interface promises', () => {
    const errors = ownTypes.filter(type => isObjectType(type) && type.name.endsWith('Error'));
    const promised = errors.filter(
      type => isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Error'),
    );
    expect(promised).toEqual(errors);
  });
});

/** Every part of a type by its schema coordinate. */
function describedParts(type: GraphQLNamedType): [string, string | null | undefined][] {
  const parts: [string, string | null | undefined][] = [[type.name, type.description]];
  if (isEnumType(type)) {
    parts.push(...type.getValues().map(value => pair(`${type.name}.${value.name}`, value)));
  }
  if (isInputObjectType(type)) {
    parts.push(...Object.values(type.getFields()).map(field => pair(`${type.name}.${field.name}`, field)));
  }
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      const coordinate = `${type.name}.${field.name}`;
      parts.push(pair(coordinate, field), ...field.args.map(arg => pair(`${coordinate}(${arg.name}:)`, arg)));
    }
  }
  return parts;
}

function pair(
  coordinate: string,
  part: { description?: string | null | undefined },
): [string, string | null | undefined] {
  return [coordinate, part.description];
}

function isSentence(description: string | null | undefined): boolean {
  return /^\S.{10,}[.)]$/s.test(description ?? '');
}
