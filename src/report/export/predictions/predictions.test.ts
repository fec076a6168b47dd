import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { confusionMatrix } from '../../../evaluate/index.ts';
import type { Cases } from '../../../study/index.ts';
import { bestCells } from '../../cells.ts';
import { madeRun } from '../../fixture/run.ts';
import { meanProbabilities } from '../../mean-probabilities.ts';
import { caseTable } from './case-table.ts';
import { csvText } from './csv.ts';
import { neutralCell } from './neutral-cell.ts';
import { parquetBytes } from './parquet.ts';

const classes = ['=cmd|x', 'wart, plain', 'naevus'];
const run = madeRun({ classes, heads: ['image', 'early'], lambdas: [] });
const madeIds = (rows: number) => Array.from({ length: rows }, (_, i) => `-case "${i}"`);
const casesOf = (part: 'validation' | 'test') => ({
  ids: madeIds(run.results.split[part].rows),
  groups: run.results.split[part].rows === 0 ? [] : madeIds(run.results.split[part].rows),
});
const cases: Cases = {
  format: 'minga-cases',
  version: 1,
  validation: casesOf('validation'),
  test: casesOf('test'),
};
const table = caseTable(run, cases);

function rowsOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split('\r\n')
    .map(line =>
      [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
        .slice(0, table.columns.length)
        .map(([, cell]) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)),
    );
}

describe('predictions as a table', () => {
  it('has one row for each of the two best cells and each validation and test row', () => {
    const { validation, test } = run.results.split;
    expect(table.rows).toBe(2 * (validation.rows + test.rows));
    for (const { values } of table.columns) expect(values).toHaveLength(table.rows);
  });

  it('predicts the class with the highest mean score, as the ensemble of the seeds does', () => {
    const { fused } = bestCells(run.results);
    const seeds = run.predictions.get(fused?.id ?? '')?.test ?? [];
    const counts = confusionMatrix(run.rows.labels.test, meanProbabilities(seeds));
    const [header, ...rows] = rowsOf(csvText(table));
    const at = (name: string) => header.indexOf(name);
    const own = rows.filter(
      row => row[at('part')] === 'test' && row[at('chosen')] === 'best fused',
    );
    for (const [t, label] of classes.entries()) {
      for (const [p, predicted] of classes.entries()) {
        const found = own.filter(
          row =>
            row[at('label')] === neutralCell(label) &&
            row[at('predicted')] === neutralCell(predicted),
        );
        expect(found).toHaveLength(counts[t][p]);
      }
    }
  });

  it('gives what each seed predicts, from which the accuracy of the results comes out', () => {
    const { fused } = bestCells(run.results);
    const [header, ...rows] = rowsOf(csvText(table));
    const at = (name: string) => header.indexOf(name);
    const own = rows.filter(row => row[at('part')] === 'test' && row[at('cell')] === fused?.id);
    const seeds = header.filter(name => name.startsWith('predicted seed '));
    const right = seeds.map(
      seed => own.filter(row => row[at(seed)] === row[at('label')]).length / own.length,
    );
    const mean = right.reduce((sum, share) => sum + share, 0) / seeds.length;
    expect(seeds).toHaveLength(3);
    expect(mean).toBeCloseTo(fused?.test.accuracy.estimate ?? Number.NaN, 12);
  });

  it('neutralises every text of the CSV and no number', () => {
    const [header, ...rows] = rowsOf(csvText(table));
    expect(header).toContain('score wart, plain');
    for (const row of rows) {
      expect(row).toHaveLength(header.length);
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(rows[0][header.indexOf('id')]).toBe(`'-case "0"`);
    expect(Number(rows[0][header.indexOf('score naevus')])).toBeGreaterThan(0);
  });

  it.each([
    '=1',
    '+1',
    '-1',
    '@a',
    '\ta',
    '\ra',
    '\na',
    ' =1',
    '\u00a0@a',
    '＝1',
    '＋1',
    '－1',
    '＠a',
  ])('puts an apostrophe before %j', text => {
    expect(neutralCell(text)).toBe(`'${text}`);
  });

  it.each(['', 'a=1', '1-2', 'ISIC_0024306', "'=1"])('leaves %j as it is', text => {
    expect(neutralCell(text)).toBe(text);
  });

  it('holds the true texts and the same scores as Parquet', async () => {
    const bytes = parquetBytes(table, { run: 'x' });
    const rows = await parquetReadObjects({ file: bytes.slice().buffer });
    expect(rows).toHaveLength(table.rows);
    expect(rows[0]).toMatchObject({ id: '-case "0"', part: 'validation', chosen: 'best single' });
    const scores = table.columns.find(({ name }) => name === 'score =cmd|x');
    expect(rows.map(row => row['score =cmd|x'])).toEqual([...(scores?.values ?? [])]);
  });
});
