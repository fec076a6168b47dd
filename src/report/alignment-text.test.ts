import { describe, expect, it } from 'vitest';
import type { AlignmentGeometry } from '../study/index.ts';
import { alignmentText } from './alignment-text.ts';
import { madeGeometry } from './fixture/gap.ts';
import { defaults } from './fixture/settings.ts';

const retrieval = {
  gallery: 50,
  imageToText: { at1: 0.1, at5: 0.2, at10: 0.3 },
  textToImage: { at1: 0.4, at5: 0.5, at10: 0.6 },
  chance: { at1: 0.02, at5: 0.1, at10: 0.2 },
  ceiling: { at1: 0.7, at5: 0.8, at10: 1 },
};
const figures = {
  gap: 1.21,
  centroidCosine: 0.2,
  pairedCosine: null,
  imageResultantLength: 0.95,
  textResultantLength: 0.94,
  imageSphericalVariance: 0.05,
  textSphericalVariance: 0.06,
  alignment: 1.6,
  relativeGap: 0.83,
  separability: 1,
  energyDistance: 1.5,
  imageUniformity: -0.3,
  textUniformity: -0.4,
  imageEffectiveRank: 31.4,
  textEffectiveRank: 27.1,
  sampledRows: 50,
  spectrumRows: 50,
};

function measured(names: readonly string[], found: typeof retrieval | null = retrieval) {
  const [{ aligner }] = madeGeometry(defaults);
  const pair = {
    image: 'image/some',
    text: 'text/words',
    dimensions: { image: 96, text: 64 },
    aligners: names.map(name => ({ ...figures, name, aligner, retrieval: found })),
  };
  const all: AlignmentGeometry = {
    dataset: 'made',
    hash: 'ab',
    rows: 'test',
    counts: { train: 200, test: 50 },
    pairs: [pair],
  };
  return all;
}

describe('the text of alignments', () => {
  it('has a row for every alignment in every table, and the bounds of retrieval', () => {
    const text = alignmentText(measured(['none', 'shift(0.5)']));
    expect(text).toMatch(/ none +1\.210 +0\.200 +– +0\.830 +1\.000 +1\.500$/m);
    expect(text.match(/^ {2}shift\(0\.5\) /gm)).toHaveLength(3);
    expect(text).toMatch(/ chance alone +0\.020 +0\.100 +0\.200 +0\.020 +0\.100 +0\.200$/m);
    expect(text).toMatch(/ most possible +0\.700/);
  });

  it('keeps within the width: what is wider goes on in a block of its own', () => {
    const names = ['none', 'whiten(method=zca, shrinkage=0.25)'];
    for (const width of [80, 100]) {
      const lines = alignmentText(measured(names), { width, explain: true }).split('\n');
      expect(lines.filter(line => line.length > width)).toEqual([]);
      const blocks = width === 80 ? 6 : 3;
      expect(lines.filter(line => line.startsWith('  whiten('))).toHaveLength(blocks);
    }
  });

  it('shows no bounds where dimensions differ, and never a control character of a name', () => {
    const text = alignmentText(measured(['none\u001b[2J'], null));
    expect(text).not.toContain('chance alone');
    expect(text).not.toContain('\u001b');
    expect(text).toMatch(/ {2}none \[2J +– +– +– +– +– +–$/m);
  });
});
