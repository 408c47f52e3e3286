import { z } from 'zod';

/** A range of numbers, both ends included. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

function range(value: z.ZodNumber) {
  return z
    .strictObject({ from: value, to: value })
    .refine(({ from, to }) => from <= to, 'must not end before it starts');
}

const positiveInt = z.int().positive();
const strength = z.number().min(0).max(20);

/**
 * What a model does well, as measured or published: a part of its pack. Requests beyond it are carried out, with a
 * warning. What is absent is not known.
 */
export const goodForSchema = z.strictObject({
  /** What its pictures show, such as "one drawn thing on white". */
  pictures: z.string().min(1).optional(),
  /** The background that all its pictures have, such as "#ffffff"; absent when they have different ones. */
  background: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #ffffff')
    .optional(),
  /** Whether it draws something without a class. */
  withoutClass: z.boolean().optional(),
  /** Shortest and longest side of a picture, in pixels. */
  sides: range(positiveInt).optional(),
  /** Longer side over shorter side, at most. */
  aspectRatio: z.number().min(1).optional(),
  /** Number of scales. */
  steps: range(positiveInt).optional(),
  /** Guidance scales by mode. */
  guidance: z
    .strictObject({ constant: range(strength).optional(), ramp: range(strength).optional() })
    .optional(),
});

export type GoodFor = z.infer<typeof goodForSchema>;
