import { headlineMetrics } from '../../../evaluate/index.ts';
import type { BaselinesResult, Results } from '../../../study/index.ts';
import { baselinesWords } from '../../words/baselines.ts';
import * as english from '../english.ts';
import { heading, paragraph, table } from './blocks.ts';

const words = baselinesWords.en;

/** Training on raw data beside training on embeddings, where the plan asked for it. */
export function baselineBlocks({ baselines }: Results): string[] {
  if (baselines === undefined) return [];
  const { epochs, head } = baselines;
  return [
    heading(2, 'Training on raw data'),
    paragraph(
      `At most ${english.many(epochs, 'epoch')}; head ${head.name}. Times and memory are of the first seed, each way in a process of its own.`,
    ),
    wayTable(baselines),
    ...differenceTable(baselines),
    ...ratioTable(baselines),
  ];
}

function wayTable({ ways }: BaselinesResult): string {
  return table(
    [words.way, ...headlineMetrics.map(english.metricLabel), 'Before', 'Training', 'Peak memory'],
    ways.map(({ way, test, fits: [{ costs }] }) => [
      words.ways[way],
      ...headlineMetrics.map(name => english.withInterval(test[name])),
      english.seconds(costs.preparation.wallSeconds),
      english.seconds(costs.training.wallSeconds),
      english.bytes(costs.memory.peakResidentBytes),
    ]),
  );
}

function differenceTable({ differences }: BaselinesResult): string[] {
  if (differences.length === 0) return [];
  return [
    table(
      ['First − second, paired', ...headlineMetrics.map(english.metricLabel)],
      differences.map(({ a, b, test }) => [
        `${words.ways[a]} − ${words.ways[b]}`,
        ...headlineMetrics.map(name => english.differenceWithInterval(test[name])),
      ]),
    ),
  ];
}

function ratioTable({ ratios }: BaselinesResult): string[] {
  if (ratios.length === 0) return [];
  return [
    table(
      ['Raw ÷ embeddings', words.paperRatio, words.honestRatio],
      ratios.map(({ raw, paper, honest }) => [
        words.ways[raw],
        english.number(paper, 1),
        english.number(honest, 1),
      ]),
    ),
  ];
}
