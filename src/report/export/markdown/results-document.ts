import type { Results } from '../../../study/index.ts';
import * as english from '../english.ts';
import { outcomeOf } from '../outcome.ts';
import { besideChapters } from './beside.ts';
import { document, heading, list, outline, paragraph, strong, table } from './blocks.ts';
import { choicesChapter } from './choices.ts';
import { comparisonsChapter } from './comparisons.ts';
import { costsChapter } from './costs.ts';
import { dataChapter } from './data.ts';
import { figuresChapter } from './figures.ts';
import { labelsChapter } from './labels.ts';
import { reproductionChapter } from './reproduction.ts';
import { trustChapters } from './trust.ts';

/**
 * A finished study as one Markdown document: what was asked, the data and their flow, figures with
 * intervals, findings, comparisons, choices, costs, limits, and what it takes to do it again.
 */
export function resultsMarkdown(results: Results): string {
  return document([
    heading(1, `${results.name}: results`),
    strong(results.notice),
    paragraph(english.summary(results)),
    ...askedChapter(results),
    ...dataChapter(results),
    ...figuresChapter(results),
    ...labelsChapter(results),
    ...findingsChapter(results),
    ...comparisonsChapter(results),
    ...choicesChapter(results),
    ...trustChapters(results),
    ...besideChapters(results),
    ...costsChapter(results),
    heading(2, 'Limits'),
    list(english.limits(results)),
    ...reproductionChapter(results),
  ]);
}

function askedChapter(results: Results): string[] {
  const { created, encoders, cells, evaluation, dataset } = results;
  const ids = (modality: 'image' | 'text') =>
    encoders
      .filter(encoder => encoder.modality === modality)
      .map(({ name, dimension }) => `${name} (${english.count(dimension)} numbers)`)
      .join(', ') || 'none';
  const heads = [...new Set(cells.map(cell => english.headName(cell, results)))];
  const aligners = [...new Set(cells.map(({ aligner }) => english.alignmentName(aligner)))];
  return [
    heading(2, 'What was asked'),
    table(
      ['What', 'Of this run'],
      [
        ['Made', english.moment(created)],
        ['Data set', dataset.name],
        ['What is learnt', outcomeOf(results).definition],
        ['Image encoders', ids('image')],
        ['Text encoders', ids('text')],
        ['Heads', heads.join('; ')],
        ['Alignments', aligners.join('; ')],
        ['Seeds', english.count(cells[0]?.fits.length ?? 0)],
        ['Chosen by', `${english.metricLabel(evaluation.select)}, on validation rows`],
      ],
      2,
    ),
  ];
}

function findingsChapter(results: Results): string[] {
  return [heading(2, 'Findings'), outline(english.findings(results))];
}
