import { type ASTNode, type DocumentNode, GraphQLError, Kind, visit } from 'graphql';

/**
 * Adds the path of the argument or input field, such as `input.canvas.size.width`, to errors about literals of the
 * wrong type; graphql's messages only name the type.
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

/** Locations of the values to find. */
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
