import { expect, test } from 'vitest';
import { checkParity } from '../../models/parity/check-parity.ts';

test('every golden case agrees with the reference implementation', async () => {
  const comparisons = await checkParity('test/golden', 2);
  expect(comparisons).toHaveLength(42);
  expect(comparisons.filter(comparison => !comparison.passed)).toEqual([]);
  expect(comparisons.reduce((sum, comparison) => sum + comparison.differing, 0)).toBe(0);
});
