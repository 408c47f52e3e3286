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

/** What is known of an operation when it is about to run. */
export interface PreparedOperation {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Coerced. */
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Whether `@skip` and `@include` leave it in. */
export function isIncluded(node: SelectionNode, { variables }: PreparedOperation): boolean {
  if (!node.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.if !== true && include?.if !== false;
}

/** A field's arguments; null when one of them is wrong: the field fails then before it is resolved. */
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
