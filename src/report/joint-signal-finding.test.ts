import { describe, expect, test } from 'vitest';
import { madeRun } from './fixture/run.ts';
import { formatP, jointSignalFindings } from './joint-signal-finding.ts';
import { renderReport } from './page.ts';

const run = madeRun();
const { results } = run;

describe('what is said of a joint signal', () => {
  test('names both modalities, their p’s and the verdict, in each language', () => {
    const verdicts = { en: /joint signal is/, es: /señal conjunta/, pt: /sinal conjunto/ };
    for (const language of ['en', 'es', 'pt'] as const) {
      const [{ text }] = jointSignalFindings(results, language);
      expect(text).toMatch(verdicts[language]);
      expect(text).toContain(formatP(results.jointSignal?.p ?? null, language));
    }
    expect(formatP(0.0004, 'es')).toBe('p\u00a0<\u00a00,001');
    expect(formatP(null, 'en')).toBe('p undefined');
  });

  test('stands on the page, beside the p’s of the comparisons', () => {
    const page = renderReport(run);
    expect(page).toContain('p, Holm');
    expect(page).toContain('joint signal is');
  });

  test('is nothing where the run has none', () => {
    expect(jointSignalFindings({ ...results, jointSignal: undefined }, 'en')).toEqual([]);
  });
});
