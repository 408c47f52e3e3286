import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  type SelectionNode,
} from 'graphql';

/** Context of an operation about to run. */
export interface PreparedOperation {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Whether `@skip` and `@include` keep it. */
export function isIncluded(node: SelectionNode, { variables }: PreparedOperation): boolean {
  if (!node.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.if !== true && include?.if !== false;
}

/** A field's arguments; null if one of them is invalid, so that the field fails before it is resolved. */
export function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  node: FieldNode,
  { variables }: PreparedOperation,
): Record<string, unknown> | null {
  try {
    return getArgumentValues(field, node, variables);
  } catch (error) {
    if (error instanceof GraphQLError) return null;
    throw error;
  }
}
