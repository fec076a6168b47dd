import { parseHTML } from 'linkedom';
import { beforeAll, describe, expect, it } from 'vitest';
import { headlineMetrics } from '../evaluate/index.ts';
import { resultsSchema } from '../study/index.ts';
import { bestCells, cellOf } from './cells.ts';
import { findings } from './findings.ts';
import { madeLabels, madeProbabilities } from './fixture/predictions.ts';
import { madeRun } from './fixture/run.ts';
import {
  formatDifference,
  formatEstimate,
  formatNumber,
  formatRange,
  undefinedFigure,
} from './format.ts';
import { renderReport } from './page.ts';

const run = madeRun();
const { results } = run;
const page = renderReport(run);
const { document } = parseHTML(page);

/** The text of a row of a table, by the table's id and the start of its heading. */
function rowText(id: string, heading: string): string {
  const region = document.querySelector(`[aria-labelledby="${id}-caption"]`);
  const rows = [...(region?.querySelectorAll('tbody tr') ?? [])];
  const found = rows.find(row => row.querySelector('th')?.textContent?.startsWith(heading));
  return found?.textContent ?? '';
}

describe('renderReport', () => {
  it('holds every section, in order, under one first heading', () => {
    const titles = [...document.querySelectorAll('h2')].map(heading => heading.id);
    expect(titles).toEqual([
      'findings',
      'asked',
      'flow',
      'audit',
      'data',
      'results',
      'differences',
      'lambda',
      'gap',
      'curves',
      'confusion',
      'missingness',
      'explanations',
      'folds',
      'search',
      'trust',
      'costs',
      'limits',
      'provenance',
    ]);
    expect(document.querySelectorAll('h1')).toHaveLength(1);
    expect([...document.querySelectorAll('nav a')].map(link => link.getAttribute('href'))).toEqual(
      titles.map(id => `#${id}`),
    );
  });

  it('says what it is not for, at its head and at its end', () => {
    expect(document.querySelector('header')?.textContent).toContain(results.notice);
    expect(document.querySelector('footer')?.textContent).toContain(results.notice);
  });

  it('refers to nothing outside itself and holds no script', () => {
    // The name of the SVG namespace is an identifier: nothing is fetched from it.
    const references = page.replaceAll('http://www.w3.org/2000/svg', '');
    expect(references).not.toMatch(/https?:|url\(|@import|<script|<link|<img|<iframe|\bsrc=/i);
    expect(page).not.toMatch(/\son\w+=/i);
    for (const link of document.querySelectorAll('[href]')) {
      expect(link.getAttribute('href')).toMatch(/^#[\w-]+$/);
    }
  });

  it('gives every id once, and points only to ids that exist', () => {
    const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(ids);
    for (const element of document.querySelectorAll('[aria-labelledby]')) {
      for (const id of (element.getAttribute('aria-labelledby') ?? '').split(' ')) {
        expect(known.has(id), id).toBe(true);
      }
    }
    for (const link of document.querySelectorAll('[href]')) {
      expect(known.has((link.getAttribute('href') ?? '').slice(1))).toBe(true);
    }
  });

  it('gives every chart a role, a title and a description in words', () => {
    const charts = [...document.querySelectorAll('svg.chart')];
    expect(charts.length).toBeGreaterThan(12);
    for (const chart of charts) {
      expect(chart.getAttribute('role')).toBe('img');
      expect(chart.querySelector('title')?.textContent?.length).toBeGreaterThan(5);
      expect(chart.querySelector('desc')?.textContent?.length).toBeGreaterThan(5);
    }
  });

  it('gives every table a caption, and its headings their scope', () => {
    for (const table of document.querySelectorAll('table')) {
      expect(table.querySelector('caption')?.textContent?.length).toBeGreaterThan(5);
      for (const heading of table.querySelectorAll('th')) {
        expect(heading.getAttribute('scope')).toMatch(/^(row|col)$/);
      }
      expect(table.parentElement?.getAttribute('tabindex')).toBe('0');
    }
  });
});

describe('the figures of the page', () => {
  it('are those of the results, for every chosen cell and every cell of the grid', () => {
    for (const { cell: id } of results.choices) {
      const cell = cellOf(results, id);
      const name = { linear: 'Linear', early: 'Early', late: 'Late' }[String(cell.head.name)] ?? '';
      const text = rowText('chosen-cells', `${name} fusion`);
      for (const metric of headlineMetrics) {
        expect(text).toContain(formatEstimate(cell.test[metric], 'en'));
        expect(text).toContain(formatRange(cell.test[metric], 'en'));
      }
    }
    const grid = document.querySelectorAll('[aria-labelledby="all-cells-caption"] tbody tr');
    expect(grid).toHaveLength(results.cells.length);
  });

  it('are those of the results, for every paired difference', () => {
    for (const question of ['fusion', 'alignment']) {
      const compared = results.comparisons.filter(each => each.question === question);
      const rows = [
        ...document.querySelectorAll(
          `[aria-labelledby="differences-${question}-caption"] tbody tr`,
        ),
      ];
      expect(rows).toHaveLength(compared.length);
      compared.forEach(({ differences }, k) => {
        for (const metric of headlineMetrics) {
          expect(rows[k].textContent).toContain(formatDifference(differences[metric], 'en'));
        }
      });
    }
  });

  it('add up on the way from rows read to the parts of the split', () => {
    const flow = document.querySelector('.flow');
    const number = (text: string | null | undefined) =>
      Number((text ?? '').replace(/,/g, '').match(/\d+/)?.[0]);
    const steps = [...(flow?.children ?? [])].map(({ textContent }) => number(textContent));
    const out = [...(flow?.querySelectorAll('.flow-out li') ?? [])].map(each =>
      number(each.textContent),
    );
    const parts = [...(flow?.querySelectorAll('.flow-parts > li') ?? [])].map(each =>
      number(each.textContent),
    );
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(steps[0]).toBe(results.dataset.rowsRead);
    expect(steps[0] - sum(out)).toBe(steps[1]);
    expect(steps[1]).toBe(sum(parts));
  });

  it('are those of the results, for classes, skipped rows and confusion', () => {
    expect(rowText('classes', 'melanoma')).toContain(String(results.split.train.classes.melanoma));
    expect(rowText('skipped', 'records.csv line 18')).toContain('age is "4O"');
    const { fused } = bestCells(results);
    const counted = [...document.querySelectorAll('[aria-labelledby="confusion-0-caption"] td')];
    const counts = fused?.confusion.flat() ?? [];
    expect(counted).toHaveLength(counts.length);
    counts.forEach((count, k) => {
      const shown = counted[k].querySelector('.range')?.textContent?.replaceAll(',', '');
      expect(Number(shown)).toBeCloseTo(count, 0);
    });
  });

  it('are those of the results, for the geometry of the gap by theme', () => {
    for (const rows of ['train', 'test'] as const) {
      const entry = results.geometry.find(
        each => each.rows === rows && each.aligner.lambda === 0.5,
      );
      const { relativeGap, energyDistance, textEffectiveRank, retrieval } = entry ?? {};
      const half = (theme: string) =>
        rowText(`geometry-0-${rows}-${theme}`, 'shift, λ\u00a0=\u00a00.5');
      expect(half('gap')).toContain(formatNumber(relativeGap ?? null, 'en'));
      expect(half('gap')).toContain(formatNumber(energyDistance ?? null, 'en'));
      expect(half('spread')).toContain(formatNumber(textEffectiveRank ?? null, 'en', 1));
      expect(half('retrieval')).toContain(formatNumber(retrieval?.imageToText.at5 ?? null, 'en'));
      expect(rowText(`geometry-0-${rows}-retrieval`, 'chance alone')).toContain(
        formatNumber(10 / results.evaluation.testRows, 'en'),
      );
      expect(rowText(`geometry-0-${rows}-retrieval`, 'most possible')).toContain('0.710');
    }
    expect(document.querySelector('#gap')?.parentElement?.textContent).toContain(
      'A small gap is no proof',
    );
  });

  it('leave out what results from before a figure lack', () => {
    const older = results.geometry.map(
      ({ image, text, aligner, rows, gap, imageResultantLength, textResultantLength }) => ({
        ...{ image, text, aligner, rows, gap, imageResultantLength, textResultantLength },
        centroidCosine: null,
        pairedCosine: null,
      }),
    );
    const read = resultsSchema.parse({ ...results, geometry: older });
    const own = parseHTML(renderReport({ ...run, results: read })).document;
    const region = own.querySelector('[aria-labelledby="geometry-0-test-retrieval-caption"]');
    const cells = [...(region?.querySelectorAll('tbody td') ?? [])].map(cell => cell.textContent);
    expect(new Set(cells)).toEqual(new Set([undefinedFigure]));
  });

  it('mark the λ that was chosen on validation rows', () => {
    const { byKind } = results.choices[0];
    const { lambda } = cellOf(results, byKind.shift).aligner;
    expect(document.querySelector('#lambda')?.parentElement?.textContent).toContain(
      `Chosen λ: ${lambda}.`,
    );
  });

  it('stand in the findings as the comparisons have them', () => {
    const text = document.querySelector('.findings')?.textContent ?? '';
    for (const finding of findings(results)) expect(text).toContain(finding.text);
    expect(document.querySelector('.warning')?.textContent).toContain('leaking-field');
  });
});

describe('a hostile data set', () => {
  const hostile = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "naevus ' & ="];
  let text = '';
  let parsed = parseHTML('<html></html>').document;

  beforeAll(() => {
    text = renderReport(
      madeRun({
        name: hostile[0],
        classes: hostile,
        groupColumn: hostile[1],
        reason: hostile[0],
        warning: hostile[1],
        encoders: { image: hostile[0], text: hostile[1] },
        rows: { validation: 40, test: 60 },
      }),
    );
    parsed = parseHTML(text).document;
  });

  it('brings no element and no attribute into the page', () => {
    expect(parsed.querySelectorAll('script, img, iframe, object, embed, base, form')).toHaveLength(
      0,
    );
    for (const element of parsed.querySelectorAll('*')) {
      for (const { name } of element.attributes) expect(name).not.toMatch(/^on/i);
    }
    expect(text).not.toContain('<script');
    expect(text).not.toContain('<img');
  });

  it('is shown letter by letter', () => {
    expect(parsed.querySelector('h1')?.textContent).toBe(hostile[0]);
    expect(parsed.querySelector('title')?.textContent).toContain(hostile[0]);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    const headings = [...parsed.querySelectorAll('[aria-labelledby="classes-caption"] tbody th')];
    expect(headings.slice(0, 3).map(heading => heading.textContent)).toEqual(hostile);
  });

  it('brings no markup into a chart', () => {
    const inside = [...text.matchAll(/<svg class="chart"[\s\S]*?<\/svg>/g)].map(([svg]) => svg);
    expect(inside.length).toBeGreaterThan(10);
    const allowed = /^<\/?(svg|title|desc|g|path|rect|circle|line|text|tspan)\b/;
    for (const svg of inside) {
      for (const [tag] of svg.matchAll(/<[^>]*>/g)) expect(tag).toMatch(allowed);
    }
  });
});

describe('a study of fewer parts', () => {
  const sections = (text: string) =>
    [...parseHTML(text).document.querySelectorAll('h2')].map(heading => heading.id);

  it('leaves out what was not studied', () => {
    const single = renderReport(madeRun({ heads: ['image'], warning: null, groupColumn: null }));
    expect(sections(single)).toEqual([
      'findings',
      'asked',
      'flow',
      'audit',
      'data',
      'results',
      'curves',
      'confusion',
      'trust',
      'costs',
      'limits',
      'provenance',
    ]);
    expect(single).toContain('No column names a group');
    expect(single).not.toContain('class="warning"');
  });

  it('has no curve of λ where no λ was tried', () => {
    expect(sections(renderReport(madeRun({ lambdas: [] })))).not.toContain('lambda');
  });

  it('draws one curve where there are two classes', () => {
    const text = renderReport(
      madeRun({ classes: ['no', 'yes'], heads: ['image', 'text', 'early'] }),
    );
    expect(text.match(/id="roc-[\w]+-title"/g)).toEqual(['id="roc-1-title"']);
  });

  it('draws no curve of cells without predictions', () => {
    expect(sections(renderReport({ ...run, predictions: new Map() }))).not.toContain('curves');
  });

  it('shows a figure that the data leave undefined as a dash', () => {
    const undefinedFigure = { estimate: null, low: null, high: null, dropped: 100 };
    const cells = results.cells.map(cell => ({
      ...cell,
      test: { ...cell.test, auroc: undefinedFigure },
    }));
    const comparisons = results.comparisons.map(comparison => ({
      ...comparison,
      differences: {
        ...comparison.differences,
        auroc: { ...undefinedFigure, shareAbove: null },
      },
    }));
    const text = renderReport({ ...run, results: { ...results, cells, comparisons } });
    expect(text).not.toMatch(/NaN|undefined to|null/);
    expect(text).toContain('is undefined, because a class is missing');
  });
});

describe('a study of two pairs of encoders', () => {
  const renamed = (id: string) => `second ${id}`;
  const image = 'image/second';
  const fused = results.cells.filter(({ head }) => head.name !== 'image' && head.name !== 'text');
  const [encoder] = results.encoders;
  const text = renderReport({
    ...run,
    results: {
      ...results,
      encoders: [...results.encoders, { ...encoder, id: image, name: 'second' }],
      cells: [...results.cells, ...fused.map(cell => ({ ...cell, id: renamed(cell.id), image }))],
      choices: [
        ...results.choices,
        ...results.choices.map(choice => ({
          ...choice,
          image,
          cell: renamed(choice.cell),
          byKind: Object.fromEntries(
            Object.entries(choice.byKind).map(([kind, id]) => [kind, renamed(id)]),
          ),
        })),
      ],
      comparisons: [
        ...results.comparisons,
        ...results.comparisons.map(comparison => ({
          ...comparison,
          a: renamed(comparison.a),
          b: comparison.question === 'fusion' ? comparison.b : renamed(comparison.b),
        })),
      ],
      geometry: [...results.geometry, ...results.geometry.map(entry => ({ ...entry, image }))],
      pictures: [...results.pictures, ...results.pictures.map(entry => ({ ...entry, image }))],
    },
  });
  const parsed = parseHTML(text).document;

  it('shows the best pair, and the other one click away', () => {
    const summaries = [...parsed.querySelectorAll('summary')].map(each => each.textContent);
    expect(
      summaries.filter(each => each === 'The same for image second + text words'),
    ).toHaveLength(2);
    expect(parsed.querySelectorAll('[id^="forest-alignment-"][id$="-title"]')).toHaveLength(2);
  });

  it('names the pair wherever heads would be confused, and gives every id once', () => {
    const headings = [
      ...parsed.querySelectorAll('[aria-labelledby="chosen-cells-caption"] tbody th'),
    ];
    const names = headings.map(heading => heading.textContent);
    expect(new Set(names).size).toBe(names.length);
    const ids = [...parsed.querySelectorAll('[id]')].map(element => element.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a run of the size of HAM10000', () => {
  it('stays a page that can be mailed', () => {
    const classes = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'vasc'];
    const small = madeRun({
      classes,
      rows: { validation: 40, test: 60 },
      heads: ['image', 'early'],
    });
    // Only the curves are drawn of every row, so only their rows are many.
    const labels = madeLabels(2000, classes.length, 'many');
    const said = madeProbabilities(labels, classes.length, { skill: 1, seed: 0, stream: 'many' });
    const large = {
      ...small,
      rows: { labels: { validation: labels, test: labels } },
      predictions: new Map(
        [...small.predictions.keys()].map(id => [id, { validation: [said], test: [said] }]),
      ),
    };
    const points = Array.from({ length: 500 }, (_, i): [number, number] => [
      Math.sin(i),
      Math.cos(3 * i),
    ]);
    const pictures = large.results.pictures.flatMap(picture =>
      Array.from({ length: 4 }, () => ({ ...picture, imagePoints: points, textPoints: points })),
    );
    const text = renderReport({ ...large, results: { ...large.results, pictures } });
    expect(Buffer.byteLength(text)).toBeGreaterThan(Buffer.byteLength(renderReport(small)));
    expect(Buffer.byteLength(text)).toBeLessThan(1_500_000);
  });
});
