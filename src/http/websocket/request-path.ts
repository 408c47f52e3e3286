/** The path of a request target; null if it has none, such as `//`. */
export function requestPath(target: string): string | null {
  return URL.canParse(target, 'http://localhost') ? new URL(target, 'http://localhost').pathname : null;
}
