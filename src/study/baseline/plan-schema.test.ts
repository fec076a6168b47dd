import { describe, expect, test } from 'vitest';
import { parsePlan } from '../plan-file.ts';

const planWith = (lines: string) =>
  parsePlan(
    `name: a\ndataset: { adapter: sample, folder: sample }\ntrain: { epochs: 7, patience: 3 }\n${lines}`,
  );

describe('the baselines of a plan', () => {
  test('as a list alone take head, epochs and seeds as they are usual', () => {
    const { baselines } = planWith('baselines: [frozen-cached, fine-tuned]');
    expect(baselines?.ways.map(({ kind }) => kind)).toEqual(['frozen-cached', 'fine-tuned']);
    expect(baselines).toMatchObject({
      head: { name: 'early', hidden: 128, dropout: 0.2 },
      epochs: 7,
      patience: 3,
      seeds: [0],
    });
  });

  test('are absent where the plan does not name them', () => {
    expect(planWith('').baselines).toBeUndefined();
  });

  test.each([
    ['baselines: [frozen-uncached, thawed]', 'line 4'],
    ['baselines:\n  ways: [fine-tuned]\n  seeds: 0', 'line'],
    ['baselines: [fine-tuned, { fine-tuned: { picture: 32 } }]', 'each way once'],
    ['baselines:\n  ways: [frozen-cached, frozen-cached]', 'each way once'],
    ['baselines: [{ fine-tuned: { width: 30, heads: 4 } }]', 'a divisor of width'],
    ['baselines: [{ fine-tuned: { image: "" } }]', 'line 4'],
    ['baselines: [{ fine-tuned: { picture: 60, patch: 8 } }]', 'a divisor of picture'],
  ])('are refused with their line: %s', (lines, said) => {
    expect(() => planWith(lines)).toThrow(said);
  });
});
