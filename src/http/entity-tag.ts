/** Whether an `If-None-Match` header matches this entity tag (or any, with `*`), so that the response is 304. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some(candidate => candidate.trim().replace(/^W\//, '') === tag);
}
