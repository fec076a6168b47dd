import { type MetricName, metrics } from '../../../evaluate/index.ts';
import type { Cell, Comparison, Results } from '../../../study/index.ts';
import { cellOf, chosenCells } from '../../cells.ts';
import {
  type Estimate,
  formatDifference,
  formatEstimate,
  formatRange,
  formatSigned,
  undefinedFigure,
} from '../../format.ts';
import { taskMetricNames, tellsClasses } from '../../task/index.ts';
import * as english from '../english.ts';
import { costRows } from '../markdown/costs.ts';
import { outcomeOf } from '../outcome.ts';
import { latexText } from './escape.ts';
import { type LatexCell, latexTable } from './table.ts';

/** As many as stand beside one another on a page. */
function shownOf(results: Results): readonly MetricName[] {
  return tellsClasses(results) ? classMetrics : taskMetricNames(results).slice(0, 5);
}

const classMetrics = ['accuracy', 'balancedAccuracy', 'macroF1', 'auroc'] as const;

const parts = ['train', 'validation', 'test'] as const;

/**
 * The tables of a paper: data, results with intervals, paired differences, costs. To be read with
 * `\input`; needs the package booktabs.
 */
export function latexTables(results: Results): string {
  return `${[
    `% ${latexText(`${results.name}, made ${results.created} with Minga ${results.software.minga}`)}`,
    `% ${latexText(results.notice)}`,
    '% \\usepackage{booktabs}',
    dataTable(results),
    resultsTable(results),
    ...(['fusion', 'alignment'] as const).flatMap(asked => differencesTable(asked, results)),
    costsTable(results),
  ].join('\n\n')}\n`;
}

function dataTable(results: Results): string {
  const { name, dataset, split } = results;
  const { heading } = outcomeOf(results);
  return latexTable({
    label: `${labelOf(name)}-data`,
    caption: `Samples of ${dataset.name} by ${dataset.classes.length === 0 ? '' : `${heading.toLowerCase()} and `}part of the split.`,
    columns: [heading, 'Training', 'Validation', 'Test'],
    rows: [
      ...dataset.classes.map(one => [
        one,
        ...parts.map(part => english.count(split[part].classes[one] ?? 0)),
      ]),
      ['All', ...parts.map(part => english.count(split[part].rows))],
      ['Groups', ...parts.map(part => english.count(split[part].groups))],
    ],
  });
}

function resultsTable(results: Results): string {
  const shown = shownOf(results);
  const { testRows, testGroups } = results.evaluation;
  return latexTable({
    label: `${labelOf(results.name)}-results`,
    caption: `Figures on ${english.many(testRows, 'test row')} (${english.many(testGroups, 'group')}) of ${results.dataset.name}: mean over seeds and ${english.intervalName(results)}. Alignments were chosen on validation rows.${encodersSentence(results)}`,
    words: 2,
    columns: ['Head', 'Alignment', ...shown.map(name => metrics[name].label)],
    rows: chosenCells(results).map(cell => [
      rowName(cell, results),
      english.alignmentName(cell.aligner),
      ...shown.map(name => figureCell(cell.test[name])),
    ]),
  });
}

const captions: Readonly<Record<Comparison['question'], string>> = {
  fusion: 'Fused heads minus the best single modality',
  alignment: 'Heads with alignment minus the same without',
};

function differencesTable(asked: Comparison['question'], results: Results): string[] {
  const comparisons = results.comparisons.filter(({ question }) => question === asked);
  if (comparisons.length === 0) return [];
  const shown = shownOf(results);
  return [
    latexTable({
      label: `${labelOf(results.name)}-${asked}`,
      caption: `${captions[asked]}: paired differences on test rows with their ${english.intervalName(results)}; nothing is corrected for ${english.many(comparisons.length, 'comparison')}.${encodersSentence(results)}`,
      words: 2,
      columns: ['Head', 'Alignment', ...shown.map(name => metrics[name].label)],
      rows: comparisons.map(({ a, differences }) => {
        const cell = cellOf(results, a);
        return [
          rowName(cell, results),
          english.alignmentName(cell.aligner),
          ...shown.map(name => differenceCell(differences[name])),
        ];
      }),
    }),
  ];
}

function costsTable(results: Results): string {
  return latexTable({
    label: `${labelOf(results.name)}-costs`,
    caption: `Costs, measured on ${results.machine.processor} with ${english.many(results.machine.cores, 'core')}.`,
    columns: ['What', 'Cost'],
    rows: [
      ...costRows(results),
      ...results.encoders.map(({ id, extraction }) => [
        `Embeddings of ${id}, ${english.count(extraction.vectors)}`,
        english.seconds(extraction.seconds),
      ]),
    ],
  });
}

/** The interval below its estimate: beside it a table of a few metrics is too wide for a page. */
function figureCell(figure: Estimate): LatexCell {
  if (figure.estimate === null) return undefinedFigure;
  return [formatEstimate(figure, 'en'), `(${formatRange(figure, 'en')})`];
}

function differenceCell(difference: Estimate): LatexCell {
  if (difference.estimate === null) return undefinedFigure;
  return [formatDifference(difference, 'en'), `(${formatRange(difference, 'en', formatSigned)})`];
}

/** The one encoder of each modality, by which a caption spares each row its encoders. */
function soleEncoders({ encoders }: Results): Pick<Cell, 'image' | 'text'> | null {
  const [images, texts] = (['image', 'text'] as const).map(modality =>
    encoders.filter(encoder => encoder.modality === modality),
  );
  if (images.length > 1 || texts.length > 1) return null;
  return { image: images[0]?.id ?? null, text: texts[0]?.id ?? null };
}

function encodersSentence(results: Results): string {
  const sole = soleEncoders(results);
  return sole === null ? '' : ` Encoders: ${english.pairName(sole, results)}.`;
}

function rowName(cell: Cell, results: Results): string {
  const head = english.headName(cell, results);
  return soleEncoders(results) === null ? `${head} (${english.pairName(cell, results)})` : head;
}

/** A label holds no mark that LaTeX or a reference could stumble over. */
function labelOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]+/g, '-');
}
