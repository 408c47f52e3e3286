import { InvalidArgumentError } from 'commander';
import type { Grid } from '../flexvar/grid.ts';
import type { CanvasRequest, GenerateRequest } from '../generations/request.ts';
import { UsageError } from './usage-error.ts';

/** Command options that form a request; values are validated like those of the API. */
export interface RequestOptions {
  /** `false` for `--no-class`. */
  readonly class?: string | false;
  readonly model?: string;
  readonly size?: { readonly width: number; readonly height: number };
  readonly aspect?: { readonly width: number; readonly height: number };
  readonly steps?: number;
  readonly schedule?: string | readonly Grid[];
  readonly seed?: number;
  readonly guidance?: number;
  readonly guidanceMode?: string;
  readonly topK?: number;
  readonly topP?: number;
  readonly greedyRule: boolean;
  readonly count?: number;
}

/** @throws UsageError if options contradict each other. */
export function readRequest(options: RequestOptions): GenerateRequest {
  const { class: wanted, size, aspect, guidance, guidanceMode, topK, topP, greedyRule } = options;
  if (wanted === undefined) throw new UsageError('Say what to draw: --class <name>, or --no-class.');
  if (size !== undefined && aspect !== undefined) throw new UsageError('Give --size or --aspect, not both.');
  const given = (names: readonly ('steps' | 'schedule' | 'seed' | 'count')[]) =>
    Object.fromEntries(names.flatMap(name => (options[name] === undefined ? [] : [[name, options[name]]])));
  if (guidanceMode !== undefined && guidanceMode !== 'ramp' && guidanceMode !== 'constant')
    throw new UsageError(`--guidance-mode must be ramp or constant; given: ${guidanceMode}`);
  return {
    operation: 'GENERATE',
    class: wanted === false ? null : classOf(wanted),
    canvas: canvasOf(size, aspect),
    ...given(['steps', 'schedule', 'seed', 'count']),
    guidance: {
      ...(guidance === undefined ? {} : { scale: guidance }),
      ...(guidanceMode === undefined ? {} : { mode: guidanceMode }),
    },
    sampling: {
      ...(topK === undefined ? {} : { topK }),
      ...(topP === undefined ? {} : { topP }),
      greedyRule,
    },
  };
}

function classOf(text: string): { name: string } | { index: number } {
  return /^\d+$/.test(text) ? { index: Number(text) } : { name: text };
}

function canvasOf(size: RequestOptions['size'], aspect: RequestOptions['aspect']): CanvasRequest {
  if (size !== undefined) return { kind: 'size', ...size };
  if (aspect !== undefined) return { kind: 'aspectRatio', ...aspect };
  return { kind: 'default' };
}

/** The option for a request field, for messages. */
export function optionOf(field: string): string {
  const options: [RegExp, string][] = [
    [/^class.*/, '--class'],
    [/^canvas\.size\.?/, '--size '],
    [/^canvas\.aspectRatio\.?/, '--aspect '],
    [/^canvas\.schedule\.(\d+)/, '--schedule, counted from 0, grid $1'],
    [/^canvas\.(schedule|publishedSchedule)/, '--schedule'],
    [/^guidance\.scale/, '--guidance'],
    [/^sampling\.topK/, '--top-k'],
    [/^sampling\.topP/, '--top-p'],
    [/^(steps|seed|count)/, '--$1'],
  ];
  const [pattern, name] = options.find(([pattern]) => pattern.test(field)) ?? [/^/, ''];
  return field.replace(pattern, name).trim();
}

/** `128` or `128x96`. */
export function size(text: string): { width: number; height: number } {
  const [, width = '', height = width] = /^(\d+)(?:x(\d+))?$/.exec(text) ?? [];
  if (width === '')
    throw new InvalidArgumentError('expected a side such as 128, or width x height such as 128x96');
  return { width: Number(width), height: Number(height) };
}

/** `16:9`, or `1.5`. */
export function aspectRatio(text: string): { width: number; height: number } {
  const [width = Number.NaN, height = 1, ...more] = text.split(':').map(Number);
  if (!(width > 0 && height > 0) || more.length > 0)
    throw new InvalidArgumentError('expected width and height such as 16:9');
  return { width, height };
}

/** Sides such as `1,2,4,6x8` (rows x columns); anything else is a schedule name. */
export function schedule(text: string): string | Grid[] {
  const parts = text.split(',').map(part => /^(\d+)(?:x(\d+))?$/.exec(part.trim()));
  return parts.includes(null)
    ? text
    : parts.map(part => ({ rows: Number(part?.[1]), columns: Number(part?.[2] ?? part?.[1]) }));
}

export function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value)) throw new InvalidArgumentError('expected a number');
  return value;
}

export function wholeNumber(text: string): number {
  const value = number(text);
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('expected a whole number');
  return value;
}
