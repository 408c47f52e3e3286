/** An operation as `fetch` sends it. */
type Body = Pick<RequestInit, 'body'> & { readonly headers: Record<string, string> };

/**
 * As JSON; or, when there are files among the variables, as the GraphQL multipart request specification says: each file
 * leaves a null, and is sent behind with the path of its place.
 */
export function requestBody(query: string, variables: unknown): Body {
  const files = filesIn(variables, 'variables');
  if (files.length === 0) {
    return { body: JSON.stringify({ query, variables }), headers: { 'content-type': 'application/json' } };
  }
  const withoutFiles = (_: string, value: unknown) => (value instanceof Blob ? null : value);
  const form = new FormData();
  form.append('operations', JSON.stringify({ query, variables }, withoutFiles));
  form.append('map', JSON.stringify(Object.fromEntries(files.map(({ path }, index) => [index, [path]]))));
  for (const [index, { file }] of files.entries()) form.append(String(index), file);
  // No form of another site can send this header: so the server knows that it is us.
  return { body: form, headers: { 'graphql-require-preflight': 'true' } };
}

function filesIn(value: unknown, path: string): { path: string; file: Blob }[] {
  if (value instanceof Blob) return [{ path, file: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => filesIn(each, `${path}.${name}`));
}
