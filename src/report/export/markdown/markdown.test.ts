import { describe, expect, it } from 'vitest';
import { madeBaselines } from '../../fixture/baselines.ts';
import { madeNested } from '../../fixture/cross-validation.ts';
import { madeRun } from '../../fixture/run.ts';
import { formatDifference } from '../../format.ts';
import { besideChapters } from './beside.ts';
import { fenced, list, outline, paragraph, plain, table } from './blocks.ts';
import { resultsMarkdown } from './results-document.ts';
import { trustChapters } from './trust.ts';

describe('Markdown blocks', () => {
  it('show marks, tags and line breaks of a name instead of obeying them', () => {
    expect(plain('a|b *c* <script>\n# d')).toBe('a\\|b \\*c\\* &lt;script&gt; \\# d');
    expect(paragraph('- no list')).toBe('\\- no list');
    expect(paragraph('1. no list')).toBe('1\\. no list');
    expect(list(['- no list in it'])).toBe('- \\- no list in it');
  });

  it('keep every row of a table as wide as its head', () => {
    const lines = table(['a', 'b'], [['x|y', 'z\nw']]).split('\n');
    for (const line of lines) expect(line.split(/(?<!\\)\|/)).toHaveLength(4);
  });

  it('set what an item is made of beneath it', () => {
    const items = [
      { text: 'a', details: ['b', '- c'] },
      { text: 'd', details: [] },
    ];
    expect(outline(items)).toBe('- a\n  - b\n  - \\- c\n- d');
  });

  it('set words to the left and numbers to the right', () => {
    expect(table(['a', 'b', 'c'], [], 2).split('\n')[1]).toBe('| --- | --- | ---: |');
  });

  it('fence code with more backticks than any in it', () => {
    expect(fenced('````\nx')).toBe('`````\n````\nx\n`````');
  });
});

describe('a study as Markdown', () => {
  const hostile = '<img src=x onerror=alert(1)> | [a](http://b)';
  const run = madeRun({ classes: ['melanoma', hostile, 'naevus'], reason: hostile, lambdas: [1] });
  const text = resultsMarkdown(run.results);

  it('has every chapter, in order', () => {
    const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, name]) => name);
    expect(headings).toEqual([
      'What was asked',
      'Data and their flow',
      'Results on the test rows',
      'Findings',
      'Paired differences on the test rows',
      'Choices, made on validation rows',
      'Calibration',
      'Thresholds',
      'Subgroups of the test rows',
      'Test rows far from all training rows',
      'A missing image or record',
      'What the scores come from',
      'Cross-validation',
      'Search for settings',
      'Costs',
      'Limits',
      'Reproduction',
    ]);
  });

  it('lets nothing of the data be markup', () => {
    expect(text).not.toContain('<img');
    expect(text).not.toMatch(/[^\\]\]\(http/);
  });

  it('gives each of the best heads with its interval, and names the optimistic figures so', () => {
    const best = run.results.cells.find(({ id }) => id === run.results.best.fused);
    const { estimate, low, high } = best?.test.auroc ?? { estimate: null, low: null, high: null };
    const figures = [estimate, low, high].map(value => value?.toFixed(3));
    expect(text).toContain(`${figures[0]} (${figures[1]} to ${figures[2]})`);
    expect(text).toMatch(/### Optimistic: /);
  });

  it('names what is told of a cell or beside the grid in words, never by its id', () => {
    const { results } = run;
    const nested = { ...results, crossValidation: madeNested(results.cells) };
    const blocks = [
      ...trustChapters(results),
      ...besideChapters(results),
      ...besideChapters(nested),
    ];
    const chapters = blocks.join('\n\n');
    const ids = results.cells.map(({ id }) => id);
    expect(ids.filter(id => chapters.includes(id))).toEqual([]);
    expect(chapters).toContain('Answered by');
    expect(chapters).toContain('Nested cross-validation');
  });

  it('sets ways to train on raw data beside each other, with their paired differences', () => {
    const baselines = madeBaselines();
    const lines = besideChapters({ ...run.results, baselines })
      .join('\n')
      .split('\n');
    const [{ test }] = baselines.differences;
    const found = lines.find(line => line.startsWith('| Trained end to end − Frozen'));
    expect(found).toContain(`${formatDifference(test.auroc, 'en')} (`);
    expect(lines).toContainEqual(expect.stringMatching(/^\| Frozen, run .* \| 225\.0 \| 5\.0 \|$/));
  });

  it('holds no id of a sample: it may be sent to others', () => {
    const ids = run.results.audit?.findings.flatMap(({ rows }) => rows.ids) ?? [];
    expect(ids.length).toBeGreaterThan(0);
    for (const id of ids) expect(text).not.toMatch(new RegExp(`\\b${id}\\b`));
  });
});
