import { createHash } from 'node:crypto';
import type { GenerationRequest } from './request.ts';

/**
 * sha256 (hex) of a request. The order of fields does not matter, nor whether a field is absent or undefined. Defaults
 * are not filled in, because they may change between two attempts of one client.
 */
export function requestDigest(request: GenerationRequest): string {
  const { idempotencyKey: _key, operation, ...rest } = request;
  // Stored digests of GENERATE requests predate the `operation` field.
  const asked = operation === 'GENERATE' ? rest : { operation, ...rest };
  return createHash('sha256').update(canonical(asked)).digest('hex');
}

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return `sha256:${createHash('sha256').update(value).digest('hex')}`;
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
  }
  // JSON would turn NaN and the infinities into null.
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
