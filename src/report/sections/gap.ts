import type { AlignerResult, Geometry, Picture, Results } from '../../study/index.ts';
import { encoderPairs } from '../cells.ts';
import { pointCloud } from '../charts/point-cloud.ts';
import { disclosure } from '../elements/disclosure.ts';
import { figure, type Panel } from '../elements/figure.ts';
import { legend } from '../elements/legend.ts';
import { section } from '../elements/section.ts';
import { formatMany, formatNumber, formatPercent, upperFirst } from '../format.ts';
import { gapCaution } from '../geometry-themes.ts';
import { html, type Markup } from '../markup.ts';
import { alignerName, pairName } from '../names.ts';
import type { Language } from '../words/languages.ts';
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
  return section({
    id: 'gap',
    title: 'The gap between image and record',
    content: html`<p>Every image and every record is an arrow of length 1 in a space of many dimensions. Left alone, images tend to fill one cone and records another. Alignment moves the two cones together, and the figures below say how far; whether that helps is another question, which the <a href="#differences">paired differences</a> answer.</p>
<p>${gapCaution}</p>
${interpolationNote(results)}${pairGap(first, 0, results, language)}${others.map((pair, k) =>
  disclosure(
    `The same for ${pairName(pair, results, language)}`,
    pairGap(pair, k + 1, results, language),
  ),
)}`,
  });
}

function ofPair({ image, text }: Pair): (place: Pair) => boolean {
  return place => place.image === image && place.text === text;
}

function interpolationNote({ geometry, encoders }: Results): Markup | null {
  const differ = geometry.some(
    ({ image, text, aligner }) =>
      aligner.dimensions === 'interpolate' && dimensionOf(image) !== dimensionOf(text),
  );
  if (!differ) return null;
  return html`<p>Where image and text embeddings differ in length, the shorter is stretched to the longer by linear interpolation over its coordinates. This is the paper’s rule. It loses nothing, but it treats the order of the coordinates as if it had a meaning, so distances and angles between the modalities mean less here than between encoders made as a pair.</p>
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
  return html`${pictures(pair, index, results, language)}${rowsOf('test')}${meanings()}
${disclosure('The same on training rows, where alignments are fitted', rowsOf('train'))}`;
}

function pictures(pair: Pair, index: number, results: Results, language: Language): Markup | null {
  const drawn = results.pictures.filter(ofPair(pair));
  if (drawn.length === 0) return null;
  const reach = Math.max(...drawn.map(farthest)) * 1.05 || 1;
  const panels = drawn.map((picture, k): Panel => {
    const heading =
      picture.aligner.kind === 'none'
        ? 'No alignment'
        : upperFirst(alignerName(picture.aligner, language));
    const [first, second] = picture.explained;
    return {
      heading: html`${heading} <span class="range">the axes hold ${formatPercent(first)} and ${formatPercent(second)} of the variance</span>`,
      chart: picturePanel(picture, `cloud-${index}-${k}`, reach, results, language),
    };
  });
  const cases = formatMany(drawn[0].imagePoints.length, 'test row', language);
  return figure(
    {
      caption: `${cases} in the plane: ${pairName(pair, results, language)}`,
      note: 'The plane is that of the first two principal axes of both modalities together. All panels have one scale, but each has its own axes: compare distances, not directions.',
      size: 'third',
      panels,
      legend: legend([
        ['image', 'image'],
        ['record', 'record'],
        ['pair', 'the two sides of one case, for some cases'],
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
      : ` The gap on all test rows is ${formatNumber(after.gap, language)}, the mean cosine of pairs ${formatNumber(after.pairedCosine, language)}.`;
  return pointCloud(
    {
      id,
      title: `Images and records in the plane, alignment: ${alignerName(picture.aligner, language)}`,
      description: `${formatMany(picture.imagePoints.length, 'image', language)} and ${formatMany(picture.textPoints.length, 'record', language)} on two axes that hold ${formatPercent(first + second)} of the variance.${gap}`,
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
