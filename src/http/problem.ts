/** An error response of non-GraphQL routes: problem JSON (RFC 9457) for programs, a page for browsers. */
export function problem(
  status: number,
  title: string,
  detail: string,
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ status, title, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  });
}

const problemType = 'application/problem+json';

export function isProblem(response: Response): boolean {
  return response.headers.get('content-type') === problemType;
}
