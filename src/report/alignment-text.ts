import type { AlignmentGeometry, PairGeometry } from '../study/index.ts';
import { formatCount, formatMany } from './format.ts';
import { type GeometryTheme, geometryThemes, retrievalBounds } from './geometry-themes.ts';
import { geometryWords } from './words/geometry.ts';
import { oneLine, wrapped } from './wrapped.ts';

export interface AlignmentTextOptions {
  /** Columns of the terminal, at least 80. Default 100. */
  readonly width?: number;
  /** Whether every figure is explained. */
  readonly explain?: boolean;
}

const figureWidth = 10;
const mostNameWidth = 28;

/**
 * What the aligners of a plan do to each pair of encoders, as plain text for a terminal: a table for
 * each theme, an aligner a row.
 *
 * @example
 * console.log(alignmentText(await alignmentGeometry(plan)));
 */
export function alignmentText(
  measured: AlignmentGeometry,
  options: AlignmentTextOptions = {},
): string {
  const { width = 100, explain = false } = options;
  const paragraphs = [
    ...measured.pairs.flatMap(pair => [pairHeading(pair, measured, width), ...tables(pair, width)]),
    ...(explain ? [explanations(width)] : []),
    lines(geometryWords.en.caution, width),
    ...(explain ? [] : ['--explain says what each figure means.']),
  ];
  return paragraphs.join('\n\n');
}

function pairHeading(pair: PairGeometry, { rows, counts }: AlignmentGeometry, width: number) {
  const { image, text } = pair.dimensions;
  const which =
    rows === 'test'
      ? `${formatMany(counts.test, 'test row', 'en')}; alignments learned from ${formatMany(counts.train, 'training row', 'en')}`
      : `${formatMany(counts.train, 'training row', 'en')}, from which alignments learned`;
  const name = `${oneLine(pair.image)} (${image} numbers) + ${oneLine(pair.text)} (${text})`;
  return lines(`${name}: ${which}`, width);
}

function tables(pair: PairGeometry, width: number): string[] {
  return geometryThemes('en').map(theme =>
    [
      ...wrapped(`${theme.title}${basis(theme, pair)}. ${theme.reading}`, '', '', width),
      ...tableLines(theme, pair, width),
    ].join('\n'),
  );
}

/** Where figures are of some of the rows alone. */
function basis({ name }: GeometryTheme, { aligners: [{ retrieval, spectrumRows }] }: PairGeometry) {
  if (name === 'spread') return ` (directions of ${formatCount(spectrumRows, 'en')} rows)`;
  if (name === 'retrieval' && retrieval !== null) {
    return ` (each among ${formatCount(retrieval.gallery, 'en')} rows)`;
  }
  return '';
}

function tableLines(theme: GeometryTheme, { aligners }: PairGeometry, width: number): string[] {
  const bounds = theme.name === 'retrieval' ? retrievalBounds(aligners[0], 'en') : [];
  const rows = [
    { name: '', cells: theme.columns.map(({ short }) => short) },
    ...aligners.map(aligner => ({
      name: oneLine(aligner.name, mostNameWidth),
      cells: theme.columns.map(({ text }) => text(aligner)),
    })),
    ...bounds,
  ];
  const nameWidth = Math.max(...rows.map(({ name }) => name.length)) + 2;
  return blocks(theme.columns.length, Math.floor((width - nameWidth) / figureWidth)).flatMap(
    ([from, to]) =>
      rows.map(({ name, cells }) =>
        [`  ${name}`.padEnd(nameWidth), ...cells.slice(from, to).map(padded)].join(''),
      ),
  );
}

/** Columns, from and to, in as few blocks of at most `most` as will do, all about as wide. */
function blocks(columns: number, most: number): [number, number][] {
  const count = Math.ceil(columns / most);
  const size = Math.ceil(columns / count);
  return Array.from({ length: count }, (_, k) => [k * size, Math.min(columns, (k + 1) * size)]);
}

function padded(cell: string): string {
  return cell.padStart(figureWidth);
}

function explanations(width: number): string {
  return geometryThemes('en')
    .flatMap(({ columns }) => columns)
    .flatMap(({ short, explanation }) =>
      explanation === null
        ? []
        : wrapped(
            explanation,
            `  ${short.padEnd(figureWidth)} `,
            ' '.repeat(figureWidth + 3),
            width,
          ),
    )
    .join('\n');
}

function lines(text: string, width: number): string {
  return wrapped(text, '', '', width).join('\n');
}
