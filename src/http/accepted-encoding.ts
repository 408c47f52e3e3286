const encodings = ['br', 'gzip'] as const;
export type Encoding = (typeof encodings)[number];

/** The best compression allowed by an `Accept-Encoding` header; null for none. */
export function acceptedEncoding(header: string): Encoding | null {
  const accepted = header.split(',').flatMap(entry => {
    const [name = '', weight] = entry.trim().split(/\s*;\s*q=/);
    return Number(weight ?? 1) > 0 ? [name.toLowerCase()] : [];
  });
  return encodings.find(encoding => accepted.includes(encoding)) ?? null;
}
