/** Whether an `If-None-Match` header names this entity tag (or any, with `*`): then 304 is the answer. */
export function matchesEntityTag(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some(candidate => candidate.trim().replace(/^W\//, '') === tag);
}
