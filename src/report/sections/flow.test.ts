import { describe, expect, it } from 'vitest';
import { madeRun } from '../fixture/run.ts';
import { flowWords } from '../words/flow.ts';
import { flowSection } from './flow.ts';

const { results } = madeRun();
const languages = ['en', 'es', 'pt'] as const;

describe('the flow of rows', () => {
  it('says how many lack a picture or a record, in every language', () => {
    const incomplete = { rows: 31, image: 20, text: 12, emptyRecords: 7 };
    const told = { ...results, dataset: { ...results.dataset, incomplete } };
    for (const language of languages) {
      const { markup } = flowSection(told, language);
      for (const count of Object.values(incomplete))
        expect(markup).toMatch(new RegExp(`\\b${count}\\s`));
    }
  });

  it('says nothing of it where no row lacks one, or the run is older', () => {
    const incomplete = { rows: 0, image: 0, text: 0, emptyRecords: 0 };
    const whole = { ...results, dataset: { ...results.dataset, incomplete } };
    for (const language of languages) {
      expect(flowSection(whole, language)).toEqual(flowSection(results, language));
    }
    expect(flowSection(results, 'en').markup).not.toContain(
      flowWords.en.incomplete('', '', '').slice(0, 20),
    );
  });
});
