/** Characters that are enough to recognise what was given, which may be of any length. */
const enough = 200;

/** A text as errors show it: its beginning, when it is long. */
export function shortened(text: string): string {
  return text.length > enough ? `${text.slice(0, enough).toWellFormed()}…` : text;
}

/** A value as errors show it: as JSON (or NaN, Infinity), and the beginning of that when it is long. */
export function shortJson(value: unknown): string {
  if (typeof value === 'number') return String(value);
  // What would be cut off is not written in the first place: it may be a megabyte, and said of a thousand fields.
  const json = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string') return part.slice(0, enough);
    return Array.isArray(part) ? part.slice(0, enough) : part;
  });
  return shortened(json ?? 'nothing');
}
