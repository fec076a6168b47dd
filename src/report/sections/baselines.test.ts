import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { madeBaselines } from '../fixture/baselines.ts';
import { madeRun } from '../fixture/run.ts';
import { baselinesWords } from '../words/baselines.ts';
import { baselinesSection } from './baselines.ts';

const { results } = madeRun();
const told = { ...results, baselines: madeBaselines() };
const documentIn = (language: 'en' | 'es' | 'pt') =>
  parseHTML(`<main>${baselinesSection(told, language)?.markup}</main>`).document;

describe('the section of baselines', () => {
  it('is left out where the plan does not ask for it', () => {
    expect(baselinesSection(results, 'en')).toBeNull();
  });

  it('sets the paper’s ratio beside the one that counts extraction', () => {
    const rows = [
      ...documentIn('en').querySelectorAll('[aria-labelledby="baseline-ratios-caption"] tbody tr'),
    ];
    const cells = rows.map(row => [...row.querySelectorAll('td')].map(cell => cell.textContent));
    expect(cells).toEqual([
      ['225.00 ×', '5.00 ×', '1.0', '0.2'],
      ['62.50 ×', '1.80 ×', '1.9', 'never'],
    ]);
  });

  it('tells paired differences with their intervals', () => {
    const [row] = documentIn('en').querySelectorAll(
      '[aria-labelledby="baseline-differences-caption"] tbody tr',
    );
    expect(row.querySelector('th')?.textContent).toBe(
      'Trained end to end − frozen, embeddings stored once',
    );
    expect(row.textContent).toContain('−0.070 to +0.030');
  });

  it('shows no energy where the machine told none, rather than 0 J', () => {
    const baselines = madeBaselines();
    for (const { fits } of baselines.ways) fits[0].costs.training.joules = null;
    const markup = baselinesSection({ ...results, baselines }, 'en')?.markup ?? '';
    const { document } = parseHTML(`<main>${markup}</main>`);
    const rows = [...document.querySelectorAll('[aria-labelledby="baseline-costs-caption"] tr')];
    const energy = rows.find(row => row.textContent?.startsWith(baselinesWords.en.energy));
    expect([...(energy?.querySelectorAll('td') ?? [])].map(cell => cell.textContent)).toEqual(
      Array.from({ length: 3 }, () => '–'),
    );
  });

  it('tells figures, costs and what cannot be counted, in every language', () => {
    for (const language of ['en', 'es', 'pt'] as const) {
      const document = documentIn(language);
      const words = baselinesWords[language];
      expect(document.querySelector('h2')?.textContent).toBe(words.title);
      expect(document.querySelectorAll('svg[role=img]')).toHaveLength(2);
      expect(document.querySelector('ul')?.textContent).toContain(words.augmented.flip);
      const costs = document.querySelector('[aria-labelledby="baseline-costs-caption"]');
      expect(costs?.textContent).toContain(words.peak);
      expect(costs?.textContent).toContain('–');
    }
  });
});
