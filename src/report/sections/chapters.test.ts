import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { madeNested } from '../fixture/cross-validation.ts';
import { madeCases } from '../fixture/explanations.ts';
import { madeRun } from '../fixture/run.ts';
import { formatDifference, formatEstimate, formatMany, formatRange } from '../format.ts';
import type { Markup } from '../markup.ts';
import { crossValidationWords } from '../words/cross-validation.ts';
import { explanationsWords } from '../words/explanations.ts';
import { missingnessWords } from '../words/missingness.ts';
import { searchWords } from '../words/search.ts';
import { crossValidationSection } from './cross-validation.ts';
import { explanationsSection } from './explanations.ts';
import { missingnessSection } from './missingness.ts';
import { searchSection } from './search.ts';

const { results } = madeRun({ lambdas: [] });
const languages = ['en', 'es', 'pt'] as const;
const read = (section: Markup | null) => parseHTML(`<main>${section?.markup}</main>`).document;

type Page = ReturnType<typeof read>;

function textOf(document: Page): string {
  return document.querySelector('main')?.textContent ?? '';
}

function rowsOf(document: Page, id: string): string[] {
  const rows = document.querySelectorAll(`[aria-labelledby="${id}-caption"] tbody tr`);
  return [...rows].map(({ textContent }) => textContent ?? '');
}

it('chapters that a run lacks are left out', () => {
  const { missingness, explanations, crossValidation, search, ...older } = results;
  const told = [missingness, explanations, crossValidation, search];
  expect(told).not.toContain(undefined);
  const sections = [
    missingnessSection(older, 'en'),
    explanationsSection(older, 'en'),
    crossValidationSection(older, 'en'),
    searchSection(older, 'en'),
  ];
  expect(sections).toEqual([null, null, null, null]);
});

describe('a missing modality', () => {
  it('is told by every means, the best on validation rows marked, of one seed', () => {
    const document = read(missingnessSection(results, 'en'));
    const words = missingnessWords.en;
    const rows = rowsOf(document, 'missingness-figures');
    expect(rows).toHaveLength(7);
    expect(rows.filter(row => row.includes(words.best))).toHaveLength(2);
    expect(document.querySelector('p')?.textContent).toContain('seed 0');
    const [first] = results.missingness?.patterns[1].ways ?? [];
    const left = `${formatEstimate(first.test.auroc, 'en')} (${formatRange(first.test.auroc, 'en')})`;
    const sentence = document.querySelector('ul:not(.legend) li')?.textContent;
    expect(sentence).toContain(words.means.learned);
    expect(sentence).toContain(left);
  });
});

describe('explanations', () => {
  it('give contributions and fields with intervals, and mark small classes', () => {
    const document = read(explanationsSection(results, 'en'));
    const [field] = results.explanations?.fields?.fields ?? [];
    const change = formatDifference(field.differences.auroc, 'en');
    expect(rowsOf(document, 'fields-left-out-figures')[0]).toContain(change);
    expect(rowsOf(document, 'contribution-scores')[1]).toContain('few rows');
    expect(document.querySelectorAll('svg[role=img]')).toHaveLength(3);
    expect(document.querySelector('.occlusion')).toBeNull();
    expect(textOf(document)).not.toContain(explanationsWords.en.patients);
  });

  it.each(languages)(
    'in %s say that asked cases show patients, and lay patches over them',
    language => {
      const { explanations } = results;
      const told = {
        ...results,
        explanations: explanations && { ...explanations, ...madeCases() },
      };
      const document = read(explanationsSection(told, language));
      const words = explanationsWords[language];
      expect(textOf(document).split(words.patients)).toHaveLength(3);
      expect(document.querySelector('img')?.getAttribute('src')).toMatch(/^data:image\/png/);
      const opacities = [...document.querySelectorAll('.occlusion rect')].map(rect =>
        rect.getAttribute('opacity'),
      );
      expect(opacities).toEqual(['0.24', '0', '0.75', '0']);
      expect(rowsOf(document, 'nearest-0')[0]).toContain('case-101');
    },
  );

  it('show no picture that a browser would have to fetch', () => {
    const { explanations } = results;
    const { occlusion } = madeCases();
    const away = occlusion.map(map => ({ ...map, picture: 'https://example.org/a.png' }));
    const told = { ...results, explanations: explanations && { ...explanations, occlusion: away } };
    expect(explanationsSection(told, 'en')?.markup).not.toContain('example.org');
  });
});

describe('cross-validation', () => {
  it('gives each cell its corrected interval and its spread over the folds', () => {
    const document = read(crossValidationSection(results, 'en'));
    const [cell] = results.crossValidation?.cells ?? [];
    const row = rowsOf(document, 'fold-cells')[0];
    const values = cell.byFold.map(({ auroc }) => auroc ?? Number.NaN);
    expect(row).toContain(formatRange(cell.figures.auroc, 'en'));
    expect(row).toContain(`${Math.min(...values).toFixed(3)} to ${Math.max(...values).toFixed(3)}`);
  });

  it.each(languages)(
    'that is nested tells in %s the procedure and how often each cell was chosen',
    language => {
      const told = { ...results, crossValidation: madeNested(results.cells) };
      const document = read(crossValidationSection(told, language));
      const words = crossValidationWords[language];
      expect(rowsOf(document, 'fold-procedures')[0]).toContain(words.procedures.fused);
      expect(rowsOf(document, 'fold-choices')[0]).toContain(words.times('5', ''));
      expect(textOf(document)).toContain(words.chosenByNote);
    },
  );
});

describe('a search', () => {
  it('sets best and usual settings beside each other, and names the optimism', () => {
    const document = read(searchSection(results, 'en'));
    const { search } = results;
    const rows = rowsOf(document, 'search-figures');
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain('512 units');
    expect(rows[2]).toContain(search && formatDifference(search.difference.auroc, 'en'));
    expect(textOf(document)).toMatch(/0\.820, is optimistic.*it is 0\.801/);
    expect(rowsOf(document, 'search-trials')).toHaveLength(3);
    expect(textOf(document)).not.toContain('last rung');
  });

  it.each(languages)(
    'by halving says in %s that the correction is of the last rung alone',
    language => {
      const { search } = results;
      if (search === undefined) return expect.unreachable('the fixture has a search');
      const trials = search.trials.map((trial, k) => ({ ...trial, rung: k === 2 ? 1 : 0 }));
      const halving = { ...results, search: { ...search, method: 'halving' as const, trials } };
      const last = searchWords[language].lastRung(formatMany(1, 'trial', language));
      expect(textOf(read(searchSection(halving, language)))).toContain(last);
    },
  );
});
