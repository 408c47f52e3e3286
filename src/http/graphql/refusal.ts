import { requestFields } from '../requests/request-scope.ts';

/** Response to a request refused before its operation is read. */
export function refusal(
  status: number,
  code: string,
  message: string,
  headers: Record<string, string> = {},
  details: Record<string, unknown> = {},
): Response {
  const errors = [{ message, extensions: { code, ...details, ...requestFields() } }];
  return Response.json({ errors }, { status, headers });
}
