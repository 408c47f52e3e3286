import { InvalidPictureError } from './invalid-picture-error.ts';

const allowed = 'a data URI such as data:image/png;base64,iVBORw0... (other URLs are not fetched)';
const header = /^data:[^,]{0,200},/i;
const base64 = /^[A-Za-z0-9+/]*={0,2}$/;

/**
 * The bytes of a base64 data URI. The declared type is ignored. Nothing is ever fetched.
 * @throws InvalidPictureError for any other text.
 */
export function dataUriBytes(uri: string): Uint8Array {
  const [start] = header.exec(uri) ?? [];
  if (start === undefined) throw new InvalidPictureError(beginning(uri), allowed);
  if (!/;\s*base64\s*,$/i.test(start)) throw new InvalidPictureError(`${start} without base64`, allowed);
  const encoded = uri.slice(start.length);
  if (!base64.test(encoded) || encoded.length % 4 === 1)
    throw new InvalidPictureError(`${start} followed by text that is not base64`, allowed);
  return Buffer.from(encoded, 'base64');
}

function beginning(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}...` : text;
}
