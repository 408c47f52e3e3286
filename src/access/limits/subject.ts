import type { Limits } from './limits.ts';

/** Whom limits apply to: a key, or a subject of an identity provider. */
export type Subject = string & { readonly brand: 'Subject' };

/** The limits of a viewer. */
export interface Quotas {
  readonly subject: Subject;
  readonly limits: Limits;
}
