import { describe, expect, it } from 'vitest';
import { cellOf } from './cells.ts';
import { madeRun } from './fixture/run.ts';
import { resultsTable } from './results-table.ts';

const { results } = madeRun();

describe('resultsTable', () => {
  it('fits 100 columns', () => {
    for (const line of resultsTable(results).split('\n')) {
      expect([...line].length, line).toBeLessThanOrEqual(100);
    }
  });

  it('lists image, text and each fused head under its chosen alignment, with their figures', () => {
    const lines = resultsTable(results).split('\n');
    const late = cellOf(results, results.choices[2].cell);
    const line = lines.find(text => text.trim().startsWith('late')) ?? '';
    for (const name of ['image', 'text', 'linear', 'early', 'late']) {
      expect(lines.some(text => new RegExp(`^  ${name}(-\\d+)? `).test(text))).toBe(true);
    }
    expect(line).toContain(late.test.auroc.estimate?.toFixed(3));
    expect(line).toContain(
      `${late.test.auroc.low?.toFixed(3)}–${late.test.auroc.high?.toFixed(3)}`,
    );
    expect(line).toContain(late.aligner.kind === 'shift' ? 'λ' : late.aligner.kind);
    expect(line.trim().endsWith('1.3')).toBe(true);
  });

  it('says the findings, the warnings and what the figures are not', () => {
    const text = resultsTable(results);
    expect(text).toContain('! Warning: the text holds "histology"');
    expect(text).toContain('- Adding the');
    expect(text).toContain(results.notice);
  });

  it('lets no control character of the data reach the terminal', () => {
    const hostile = madeRun({
      encoders: { image: 'a\u001b[31mb', text: 'c\nd' },
      warning: 'x\u0007y',
    });
    const text = resultsTable(hostile.results);
    expect(text.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    expect(text).toContain('image a [31mb + text c d');
  });

  it('does without fused heads', () => {
    const single = madeRun({ heads: ['image'] });
    expect(resultsTable(single.results)).toContain('image descriptors');
  });
});
