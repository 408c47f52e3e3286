import {
  coerceInputValue,
  GraphQLError,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { shortened, shortJson } from '../../generations/shortened.ts';

/** Maximum number of invalid values reported. */
const mostErrors = 20;

export type CoercedVariables =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly errors: readonly GraphQLError[] };

/** Thrown after enough errors, the only way to stop graphql's coercion. */
class EnoughErrors extends Error {}

/**
 * Coerces variables to their declared types. graphql's own `getVariableValues` repeats each invalid value in full in
 * its message, as does the executor. Here, messages contain a shortened value, and errors name the field.
 */
export function coerceVariables(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): CoercedVariables {
  const errors: GraphQLError[] = [];
  const values: Record<string, unknown> = {};
  try {
    for (const definition of variableDefinitions) {
      const name = definition.variable.name.value;
      const value = coerced(schema, definition, given, error => {
        if (errors.push(error) >= mostErrors) throw new EnoughErrors();
      });
      if (value !== undefined) values[name] = value;
    }
  } catch (error) {
    if (!(error instanceof EnoughErrors)) throw error;
  }
  return errors.length > 0 ? { errors } : { values };
}

function coerced(
  schema: GraphQLSchema,
  definition: VariableDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  onError: (error: GraphQLError) => void,
): unknown {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  if (!isInputType(type))
    throw new Error(`The variable ${name} has no input type, although it was validated.`);
  const wrong = (what: string, extensions: Record<string, unknown>) =>
    onError(
      new GraphQLError(what, {
        nodes: definition,
        extensions: { code: 'BAD_USER_INPUT', ...extensions, http: { status: 400 } },
      }),
    );
  if (!Object.hasOwn(given, name)) {
    if (definition.defaultValue) return valueFromAST(definition.defaultValue, type);
    if (isNonNullType(type))
      wrong(`Variable "$${name}" of required type "${type}" was not provided.`, { field: name });
    return undefined;
  }
  if (given[name] === null && isNonNullType(type)) {
    wrong(`Variable "$${name}" of non-null type "${type}" must not be null.`, { field: name });
    return undefined;
  }
  return coerceInputValue(given[name], type, (path, value, error) => {
    const field = [name, ...path].join('.');
    wrong(`Variable "$${field}" got invalid value ${shortJson(value)}; ${shortened(error.message)}`, {
      field: shortened(field),
      given: shortJson(value),
    });
  });
}
