import { type MetricName, metricNames, metrics } from '../evaluate/index.ts';
import type { AlignmentStudy, StudiedPair } from '../study/index.ts';
import {
  clearCount,
  isClear,
  type StudyCell,
  type StudyTable,
  studyTables,
} from './alignment-study-tables.ts';
import { metricPhrase } from './difference-sentence.ts';
import {
  decimalsFor,
  formatCount,
  formatDifferenceWithInterval,
  formatEstimate,
  formatMany,
  formatPercent,
  formatSeconds,
  formatSigned,
  formatWithInterval,
  undefinedFigure,
} from './format.ts';
import { oneLine, wrapped } from './wrapped.ts';

const [labelWidth, cellWidth, width] = [22, 16, 100];

/** A study of alignment for a terminal: figure and difference; a star where its interval excludes 0. */
export function alignmentStudyText(study: AlignmentStudy): string {
  const lines = [...wrapped(summary(study), '', '', width)];
  for (const pair of study.pairs) {
    const tables = studyTables(pair, study);
    lines.push('', pairTitle(pair), ...wrapped(clearSentence(tables, study), '', '', width));
    for (const table of tables) lines.push('', ...textTable(table));
  }
  return [...lines, '', study.notice].join('\n');
}

function textTable({ title, note, columns, rows }: StudyTable): string[] {
  return [
    `${title}`,
    ...wrapped(note, '  ', '  ', width),
    `  ${''.padEnd(labelWidth)}${columns.map(name => oneLine(name, cellWidth - 1).padEnd(cellWidth)).join('')}`,
    ...rows.map(({ label, cells }) =>
      `  ${oneLine(label, labelWidth - 1).padEnd(labelWidth)}${cells.map(cell => textCell(cell).padEnd(cellWidth)).join('')}`.trimEnd(),
    ),
  ];
}

function textCell(cell: StudyCell | null): string {
  if (cell === null) return undefinedFigure;
  const figure = formatEstimate(cell.figure, 'en');
  if (cell.difference === null) return figure;
  const { estimate } = cell.difference;
  const signed = formatSigned(estimate, 'en', decimalsFor(cell.difference));
  return `${figure} ${signed}${isClear(cell.difference) ? '*' : ''}`;
}

/** The same as Markdown: every difference with its interval, those that exclude 0 in bold. */
export function alignmentStudyMarkdown(study: AlignmentStudy): string {
  const lines = [`# Where alignment matters: ${study.name}`, '', study.notice, '', summary(study)];
  for (const pair of study.pairs) {
    const tables = studyTables(pair, study);
    lines.push('', `## ${pairTitle(pair)}`, '', clearSentence(tables, study));
    for (const table of tables)
      lines.push('', `### ${table.title}`, '', table.note, '', ...markdownTable(table));
    lines.push('', '### Fitting', '', ...fittingTable(pair));
  }
  return `${lines.join('\n')}\n`;
}

function markdownTable({ columns, rows }: StudyTable): string[] {
  return [
    `| aligner | ${columns.join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...rows.map(({ label, cells }) => `| ${label} | ${cells.map(markdownCell).join(' | ')} |`),
  ];
}

function markdownCell(cell: StudyCell | null): string {
  if (cell === null) return undefinedFigure;
  const figure = formatWithInterval(cell.figure, 'en');
  if (cell.difference === null) return figure;
  const { difference } = cell;
  const text = formatDifferenceWithInterval(difference, 'en');
  return `${formatEstimate(cell.figure, 'en')}; ${isClear(difference) ? `**${text}**` : text}`;
}

function fittingTable({ aligners }: StudiedPair): string[] {
  return [
    '| aligner | seconds |',
    '|---|---|',
    ...aligners.map(
      ({ label, aligner, fitSeconds }) =>
        `| ${label} | ${aligner.kind === 'learned-shift' ? 'with the head' : fitSeconds.toFixed(2)} |`,
    ),
  ];
}

function pairTitle({ image, text, dimensions }: StudiedPair): string {
  return `${image} (${dimensions.image}) and ${text} (${dimensions.text})`;
}

function summary({ name, dataset, rows, evaluation, costs }: AlignmentStudy): string {
  const metric = metricNames.find(each => each === evaluation.select);
  return `${name}: ${formatMany(rows.test, 'test row', 'en')} in ${formatMany(rows.testGroups, 'group', 'en')} of ${dataset.name}, ${formatCount(rows.train, 'en')} for training, ${formatCount(rows.validation, 'en')} for what is chosen. Figures are ${metric === undefined ? evaluation.select : figureName(metric)} (recall for retrieval); a difference is to no alignment under the same dimension rule, on the same rows, with its ${formatPercent(evaluation.level)} interval from ${formatCount(evaluation.resamples, 'en')} resamples of groups and seeds. Time: ${formatSeconds(costs.wallSeconds, 'en')}.`;
}

function figureName(metric: MetricName): string {
  const { direction, averagesClasses } = metrics[metric];
  const mean = averagesClasses ? ', mean over classes' : '';
  return `${metricPhrase(metric, 'en')}${mean}${direction === 'lower' ? ', where lower is better' : ''}`;
}

function clearSentence(tables: readonly StudyTable[], { evaluation }: AlignmentStudy): string {
  const { all, clear } = clearCount(tables);
  const chance = Math.round(all * (1 - evaluation.level));
  return `${formatCount(clear, 'en')} of ${formatCount(all, 'en')} differences have an interval that excludes 0; were there none at all, about ${formatCount(chance, 'en')} would by chance.`;
}
