import { describe, expect, test } from 'vitest';
import type { Results } from '../study/index.ts';
import { alignmentAnswer } from './alignment-answer.ts';
import { madeRun } from './fixture/run.ts';

const { results } = madeRun();

function answer(changed: Partial<Results> = {}) {
  const [finding] = alignmentAnswer({ ...results, ...changed }, 'en');
  return finding;
}

describe('the answer on alignment', () => {
  test('is one paired difference with its interval, for the best aligned cell on validation', () => {
    expect(answer().text).toMatch(/^Did alignment help here\? .*95.% interval/);
    expect(answer().text).toContain('the best one on validation rows');
  });

  test('says beside it what the paper’s protocol would have claimed, and that it is optimistic', () => {
    expect(answer().details).toEqual([
      expect.stringMatching(/^Optimistic: .*\+0\.013 in macro F1/),
    ]);
    expect(answer({ paper: [] }).details).toEqual([]);
  });

  test('says where the rule of one standard error chose another one than the best', () => {
    const fused = results.best.fused ?? '';
    const choices = results.choices.map(choice =>
      choice.cell === fused
        ? { ...choice, best: choice.byKind.shift, behind: 0.001, standardError: 0.002 }
        : choice,
    );
    expect(answer({ choices }).text).toMatch(/rule of one standard error chose .* 0\.001 behind/);
  });

  test('is silent where nothing was aligned', () => {
    const choices = results.choices.map(choice => ({
      ...choice,
      byKind: { none: choice.byKind.none },
    }));
    expect(alignmentAnswer({ ...results, choices }, 'en')).toEqual([]);
  });
});
