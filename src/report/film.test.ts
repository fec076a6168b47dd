import { parseHTML } from 'linkedom';
import { describe, expect, test } from 'vitest';
import { filmPictures } from './film-pictures.ts';
import { madeRun } from './fixture/run.ts';
import { renderReport } from './page.ts';

const run = madeRun({ learned: true, heads: ['image', 'early'] });
const { document } = parseHTML(renderReport(run));

describe('the film of a learned λ', () => {
  test('stands in the report: the course of every seed, then a frame for each epoch shown', () => {
    const section = document.querySelector('[aria-labelledby="learned"]');
    expect(section?.querySelector('h2')?.textContent).toBe('The shift as it was learned');
    // A curve and four frames.
    expect(section?.querySelectorAll('svg.chart')).toHaveLength(5);
    expect(section?.textContent).toContain('Epoch 14');
    expect(section?.textContent).toContain('λ ended between 0.45');
  });

  test('is a series of pictures that stand alone and fetch nothing', () => {
    const pictures = filmPictures(run.results, 'en');
    expect(pictures.map(({ path }) => path.replace(/^.*\//, ''))).toEqual([
      '000.svg',
      '007.svg',
      '014.svg',
      '020.svg',
    ]);
    for (const { svg } of pictures) {
      expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|<script/);
      expect(svg).toContain('--image:');
    }
  });

  test('is absent where no λ was learned', () => {
    const plain = madeRun({ heads: ['early'] });
    expect(filmPictures(plain.results, 'en')).toEqual([]);
    expect(renderReport(plain)).not.toContain('id="learned"');
  });
});
