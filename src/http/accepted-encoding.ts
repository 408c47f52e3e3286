import Negotiator from 'negotiator';

/** Smaller first. */
const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** The best compression allowed by an `Accept-Encoding` header; null for none. */
export function acceptedEncoding(header: string): Encoding | null {
  const accepted = new Negotiator({ headers: { 'accept-encoding': header } }).encodings([...encodings]);
  return encodings.find(encoding => accepted.includes(encoding)) ?? null;
}
