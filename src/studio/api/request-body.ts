/** An operation as a request for `fetch`. */
type Body = Pick<RequestInit, 'body'> & { readonly headers: Record<string, string> };

/**
 * JSON or, if the variables contain files, multipart following the GraphQL multipart request specification: each file
 * is replaced by null and sent separately, mapped to its path.
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
  // Forms on other sites cannot send this header, so the server knows that the request is ours.
  return { body: form, headers: { 'graphql-require-preflight': 'true' } };
}

function filesIn(value: unknown, path: string): { path: string; file: Blob }[] {
  if (value instanceof Blob) return [{ path, file: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => filesIn(each, `${path}.${name}`));
}
