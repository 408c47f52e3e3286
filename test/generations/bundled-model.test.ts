import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findModel } from '../../src/cli/find-model.ts';
import { planGenerate } from '../../src/generations/plan/plan-generate.ts';
import type { CanvasRequest, GenerationRequest } from '../../src/generations/request.ts';

const models = await findModel('emoji', join(import.meta.dirname, '../../models/packs'));
const { config } = models.default;

function warningsOf(request: Partial<GenerationRequest>): readonly string[] {
  return planGenerate({ class: { name: 'fox' }, canvas: { kind: 'default' }, ...request }, models, 1)
    .warnings;
}

test.each(config.schedules.map(({ name }) => name))('its schedule of %s is what it does well', schedule => {
  expect(warningsOf({ schedule })).toEqual([]);
});

test.each([
  [1, 1],
  [2, 1],
  [1, 2],
  [4, 3],
  [3, 4],
])('so is the ratio of %i to %i that it was trained at', (width, height) => {
  const canvas: CanvasRequest = { kind: 'aspectRatio', width, height };
  expect(warningsOf({ canvas })).toEqual([]);
});

test.each<[string, Partial<GenerationRequest>]>([
  ['512 pixels', { canvas: { kind: 'size', width: 512, height: 512 } }],
  ['32 pixels', { canvas: { kind: 'size', width: 32, height: 32 } }],
  ['eight times as wide as high', { canvas: { kind: 'aspectRatio', width: 8, height: 1 } }],
  ['two scales', { schedule: [1, 16].map(side => ({ rows: side, columns: side })) }],
  ['guidance of 4', { guidance: { scale: 4 } }],
  ['guidance of 0', { guidance: { scale: 0 } }],
  ['ramped guidance of 4', { guidance: { mode: 'ramp', scale: 4 } }],
  ['no class', { class: null }],
])('%s is beyond it', (_, request) => {
  expect(warningsOf(request).length).toBeGreaterThan(0);
});
