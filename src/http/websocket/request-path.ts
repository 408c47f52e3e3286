/** The path that a request's target names; null for a target that names none, such as `//`. */
export function requestPath(target: string): string | null {
  return URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost').pathname : null;
}
