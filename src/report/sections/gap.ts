import type { AlignerResult, Geometry, Picture, Results } from '../../study/index.ts';
import { encoderPairs } from '../cells.ts';
import { pointCloud } from '../charts/point-cloud.ts';
import { disclosure } from '../elements/disclosure.ts';
import { figure, type Panel } from '../elements/figure.ts';
import { legend } from '../elements/legend.ts';
import { section } from '../elements/section.ts';
import { formatMany, formatNumber, formatPercent, upperFirst } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { alignerName, pairName } from '../names.ts';
import { gapWords } from '../words/gap.ts';
import { geometryWords } from '../words/geometry.ts';
import type { Language } from '../words/languages.ts';
import { nameWords } from '../words/names.ts';
import { geometryTables, meanings } from './gap-tables.ts';

interface Pair {
  readonly image: string;
  readonly text: string;
}

/** Where the two modalities lie, before and after alignment. */
export function gapSection(results: Results, language: Language): Markup | null {
  const pairs = encoderPairs(results).filter(pair => results.geometry.some(ofPair(pair)));
  if (pairs.length === 0) return null;
  const [first, ...others] = pairs;
  const words = gapWords[language];
  const [before, link, after] = words.reading;
  return section({
    id: 'gap',
    title: words.title,
    content: html`<p>${before}<a href="#differences">${link}</a>${after}</p>
<p>${geometryWords[language].caution}</p>
${interpolationNote(results, language)}${pairGap(first, 0, results, language)}${others.map(
  (pair, k) =>
    disclosure(
      words.sameFor(pairName(pair, results, language)),
      pairGap(pair, k + 1, results, language),
    ),
)}`,
  });
}

function ofPair({ image, text }: Pair): (place: Pair) => boolean {
  return place => place.image === image && place.text === text;
}

function interpolationNote({ geometry, encoders }: Results, language: Language): Markup | null {
  const differ = geometry.some(
    ({ image, text, aligner }) =>
      aligner.dimensions === 'interpolate' && dimensionOf(image) !== dimensionOf(text),
  );
  if (!differ) return null;
  return html`<p>${gapWords[language].interpolation}</p>
`;

  function dimensionOf(id: string): number | undefined {
    return encoders.find(encoder => encoder.id === id)?.dimension;
  }
}

function pairGap(pair: Pair, index: number, results: Results, language: Language): Markup {
  const geometry = results.geometry.filter(ofPair(pair));
  const rowsOf = (rows: Geometry['rows']) =>
    geometryTables(
      geometry.filter(entry => entry.rows === rows),
      { pair, results, rows, id: `geometry-${index}-${rows}` },
      language,
    );
  return html`${pictures(pair, index, results, language)}${rowsOf('test')}${meanings(language)}
${disclosure(gapWords[language].training, rowsOf('train'))}`;
}

function pictures(pair: Pair, index: number, results: Results, language: Language): Markup | null {
  const drawn = results.pictures.filter(ofPair(pair));
  if (drawn.length === 0) return null;
  const words = gapWords[language];
  const { image, record, noAlignment } = nameWords[language];
  const reach = Math.max(...drawn.map(farthest)) * 1.05 || 1;
  const panels = drawn.map((picture, k): Panel => {
    const heading = upperFirst(
      picture.aligner.kind === 'none' ? noAlignment : alignerName(picture.aligner, language),
    );
    const [first, second] = picture.explained;
    return {
      heading: html`${heading} <span class="range">${words.axes(formatPercent(first), formatPercent(second))}</span>`,
      chart: picturePanel(picture, `cloud-${index}-${k}`, reach, results, language),
    };
  });
  const cases = formatMany(drawn[0].imagePoints.length, 'test row', language);
  return figure(
    {
      caption: words.plane(cases, pairName(pair, results, language)),
      note: words.planeNote,
      size: 'third',
      panels,
      legend: legend([
        ['image', image],
        ['record', record],
        ['pair', words.pair],
      ]),
      tables: null,
    },
    language,
  );
}

function picturePanel(
  picture: Picture,
  id: string,
  reach: number,
  results: Results,
  language: Language,
): Markup {
  const words = gapWords[language];
  const [first, second] = picture.explained;
  const after = results.geometry.find(
    entry =>
      entry.rows === 'test' &&
      ofPair(picture)(entry) &&
      sameAligner(entry.aligner, picture.aligner),
  );
  const gap =
    after === undefined
      ? ''
      : ` ${words.gapIs(formatNumber(after.gap, language), formatNumber(after.pairedCosine, language))}`;
  return pointCloud(
    {
      id,
      title: words.chart(alignerName(picture.aligner, language)),
      description: `${words.described(
        formatMany(picture.imagePoints.length, 'image', language),
        formatMany(picture.textPoints.length, 'record', language),
        formatPercent(first + second),
      )}${gap}`,
    },
    {
      imagePoints: picture.imagePoints,
      textPoints: picture.textPoints,
      reach,
    },
    language,
  );
}

function sameAligner(a: AlignerResult, b: AlignerResult): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function farthest({ imagePoints, textPoints }: Picture): number {
  const points = [...imagePoints, ...textPoints];
  return points.reduce((far, [x, y]) => Math.max(far, Math.abs(x), Math.abs(y)), 0);
}
