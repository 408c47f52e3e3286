/** Enough characters to recognise a given value, which may be of any length. */
const enough = 200;

/** A text for error messages, shortened if long. */
export function shortened(text: string): string {
  return text.length > enough ? `${text.slice(0, enough).toWellFormed()}…` : text;
}

/** A value for error messages: JSON (or NaN, Infinity), shortened if long. */
export function shortJson(value: unknown): string {
  if (typeof value === 'number') return String(value);
  // The rest is not serialised at all: a value may be a megabyte, and appear in a thousand errors.
  const json = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return part.slice(0, enough);
    return Array.isArray(part) ? part.slice(0, enough) : part;
  });
  return shortened(json ?? 'nothing');
}
