import { type ASTNode, type DocumentNode, GraphQLError, Kind, visit } from 'graphql';

/**
 * Says of each value in a document that does not fit its type which argument or input field it is, such as
 * `input.canvas.size.width`: graphql's message has the type alone.
 */
export function nameWrongValues(document: DocumentNode, errors: readonly GraphQLError[]): GraphQLError[] {
  const places = placesOf(new Set(errors.flatMap(({ nodes = [] }) => nodes)), document);
  return errors.map(error => {
    const place = error.nodes?.[0] && places.get(error.nodes[0]);
    if (place === undefined) return error;
    return new GraphQLError(`${place}: ${error.message}`, {
      nodes: error.nodes ?? null,
      originalError: error,
      extensions: { ...error.extensions, field: place },
    });
  });
}

/** Where the wanted values stand. */
function placesOf(wanted: ReadonlySet<ASTNode>, document: DocumentNode): ReadonlyMap<ASTNode, string> {
  const places = new Map<ASTNode, string>();
  const path: string[] = [];
  visit(document, {
    enter(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.push(node.name.value);
      else if (path.length > 0 && wanted.has(node)) places.set(node, path.join('.'));
    },
    leave(node) {
      if (node.kind === Kind.ARGUMENT || node.kind === Kind.OBJECT_FIELD) path.pop();
    },
  });
  return places;
}
