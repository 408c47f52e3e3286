import type { ExecutionResult } from 'graphql-ws';
import { withoutInternals } from './without-internals.ts';

/** A result serialised once, however many clients receive it. */
export class WrittenResult {
  readonly text: string;
  /** Size of the text in bytes. */
  readonly bytes: number;
  /** Where yoga looks for a result's serialiser. */
  readonly stringify: () => string;

  constructor(result: ExecutionResult) {
    this.text = JSON.stringify(withoutInternals(result) ?? result);
    this.bytes = Buffer.byteLength(this.text);
    this.stringify = () => this.text;
  }
}

/** Serialises any result. */
export function textOf(result: ExecutionResult | WrittenResult): string {
  return result instanceof WrittenResult ? result.text : JSON.stringify(withoutInternals(result) ?? result);
}
