import { describe, expect, it } from 'vitest';
import { madeRun } from '../../fixture/run.ts';
import { claim } from './claim.ts';
import { blank, checklistsMarkdown } from './document.ts';
import { tripodAi } from './tripod-ai.ts';

const { results } = madeRun({ heads: ['image', 'early'], lambdas: [1] });
const text = checklistsMarkdown(results);
const [summary, ...tables] = text
  .trimEnd()
  .split('\n\n')
  .filter(block => block.startsWith('|'))
  .map(block =>
    block
      .split('\n')
      .slice(2)
      .map(line => line.split(/(?<!\\)\|/).map(cell => cell.trim())),
  );

describe('checklists', () => {
  it('number every item as their statements do', () => {
    const main = new Set(tripodAi.items.map(({ number }) => Number.parseInt(number, 10)));
    expect([...main]).toEqual(Array.from({ length: 27 }, (_, i) => i + 1));
    expect(tripodAi.items).toHaveLength(52);
    expect(claim.items.map(({ number }) => Number(number))).toEqual(
      Array.from({ length: 44 }, (_, i) => i + 1),
    );
  });

  it('count at the top what is filled, filled in part and blank below', () => {
    for (const [i, rows] of tables.entries()) {
      const said = rows.map(([, , , answer]) => answer);
      const open = said.filter(answer => answer === blank).length;
      const part = said.filter(answer => answer.startsWith('In part: ')).length;
      const counted = [rows.length, rows.length - open - part, part, open].map(String);
      expect(summary[i].slice(2, 6)).toEqual(counted);
    }
  });

  it('fill nothing that a run cannot know', () => {
    const unknown = [
      ['2', '3a', '17', '18a', '18b', '19', '25'],
      ['2', '11', '16', '34', '41', '44'],
    ];
    for (const [i, rows] of tables.entries()) {
      const open = rows.filter(([, , , answer]) => answer === blank).map(([, number]) => number);
      expect(open).toEqual(expect.arrayContaining(unknown[i]));
    }
  });

  it('say where every answer stands, and name both sources', () => {
    for (const [, , , answer, where] of tables.flat()) {
      if (answer !== blank) expect(where).not.toBe('');
    }
    expect(text).toContain('BMJ 2024;385:e078378');
    expect(text).toContain('Radiol Artif Intell 2024;6(4):e240300');
  });

  it('take performance for filled only where subgroups were looked at', () => {
    const [, , , answer] = tables[0].find(([, number]) => number === '23a') ?? [];
    expect(answer).toMatch(/^(?!In part).*AUROC 0\.\d+ \(.*By subgroups/);
    const without = checklistsMarkdown({ ...results, subgroups: undefined });
    expect(without).toMatch(/\| 23a \|.*\| In part: .*AUROC 0\.\d+ \(.*No subgroup/);
  });
});

it('CLAIM names the ensembles that a run measured, and says so where there were none', () => {
  const { results } = madeRun({ heads: ['image', 'early'], lambdas: [] });
  expect(checklistsMarkdown(results)).toContain('no ensemble was measured');
  const [cell] = results.cells;
  const average = { ...cell, head: { ...cell.head, name: 'average' as const } };
  const told = checklistsMarkdown({ ...results, cells: [...results.cells, average] });
  expect(told).toContain('ensembles of the image head and the text head were measured: average');
  expect(told).not.toContain('no ensemble was measured');
});
