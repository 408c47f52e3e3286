import { z } from 'zod';

/** An inclusive range of numbers. */
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
 * What a model does well, as measured or published; part of its pack. Requests outside it are carried out with a
 * warning. Absent values are unknown.
 */
export const goodForSchema = z.strictObject({
  /** Subject of its pictures, such as "one drawn thing on white". */
  pictures: z.string().min(1).optional(),
  /** Background common to all its pictures, such as "#ffffff"; absent if it varies. */
  background: z
    .string()
    .regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #ffffff')
    .optional(),
  /** Whether it does well without a class. */
  withoutClass: z.boolean().optional(),
  /** Shortest and longest side of a picture, in pixels. */
  sides: range(positiveInt).optional(),
  /** Maximum ratio of longer to shorter side. */
  aspectRatio: z.number().min(1).optional(),
  /** Number of scales. */
  steps: range(positiveInt).optional(),
  /** Guidance scales by mode. */
  guidance: z
    .strictObject({ constant: range(strength).optional(), ramp: range(strength).optional() })
    .optional(),
});

export type GoodFor = z.infer<typeof goodForSchema>;
