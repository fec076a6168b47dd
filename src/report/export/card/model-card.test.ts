import { describe, expect, it } from 'vitest';
import { madeRun } from '../../fixture/run.ts';
import { modelCard } from './model-card.ts';

describe('a model card', () => {
  const { results } = madeRun({ heads: ['image', 'early'], lambdas: [1] });
  const text = modelCard(results) ?? '';

  it('is of the head chosen on validation rows, with its test figures', () => {
    const best = results.cells.find(({ id }) => id === results.best.fused);
    expect(text).toContain(`| Cell | ${best?.id} |`);
    expect(text).toContain(`| AUROC | ${best?.test.auroc.estimate?.toFixed(3)} (`);
  });

  it('says what it is not for, and leaves to people what it cannot know', () => {
    expect(text).toContain('not a medical device');
    expect(text).toMatch(/- Not intended: diagnosis/);
    const ethics = text.slice(text.indexOf('## Ethical considerations'));
    const lines = ethics.split('\n').filter(line => line.startsWith('- '));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(line).toContain('to be filled by the authors');
  });

  it('is of the single modality where nothing was fused, and of none where nothing was trained', () => {
    const alone = madeRun({ heads: ['image'], lambdas: [] }).results;
    expect(modelCard(alone)).toContain(`| Cell | ${alone.best.single} |`);
    expect(modelCard({ ...alone, cells: [], best: { single: null, fused: null } })).toBeNull();
  });
});
