/** Response to a request refused before its operation is read. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const errors = [{ message, extensions: { code } }];
  return Response.json({ errors }, { status, headers });
}
