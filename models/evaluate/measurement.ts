/** One line of the report. */
export interface Measurement {
  readonly what: string;
  readonly result: string;
  /** What was aimed at, and whether it was reached; absent for what is only told. */
  readonly aim?: { readonly text: string; readonly met: boolean };
}

/** A value against a lower limit. */
export function atLeast(
  what: string,
  value: number,
  limit: number,
  format: (value: number) => string,
): Measurement {
  return { what, result: format(value), aim: { text: `>= ${format(limit)}`, met: value >= limit } };
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function decibels(value: number): string {
  return `${value.toFixed(2)} dB`;
}

export function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
