/** An answer to a request that is refused before anybody looks at its operation. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const errors = [{ message, extensions: { code } }];
  return Response.json({ errors }, { status, headers });
}
