import type { Comparison, Results } from '../../../study/index.ts';
import { cellOf } from '../../cells.ts';
import { formatPFigure } from '../../joint-signal-finding.ts';
import { shownMetrics } from '../../shown-metrics.ts';
import * as english from '../english.ts';
import { heading, paragraph, table } from './blocks.ts';

const titles: Readonly<Record<Comparison['question'], string>> = {
  fusion: 'Fusion against the best single modality',
  alignment: 'Alignment against no alignment',
};

/** Every paired difference of the study. */
export function comparisonsChapter(results: Results): string[] {
  const { comparisons, evaluation } = results;
  if (comparisons.length === 0) return [];
  const tested = comparisons.some(({ tests }) => tests !== undefined);
  const chance = english.number((1 - evaluation.level) * comparisons.length, 1);
  const questions = (['fusion', 'alignment'] as const).filter(asked =>
    comparisons.some(({ question }) => question === asked),
  );
  return [
    heading(2, 'Paired differences on the test rows'),
    paragraph(
      `First minus second on the same resamples, with its ${english.intervalName(results)}. An interval that holds 0 does not show that there is no difference. ${tested ? `The p’s are of ${english.metricLabel(evaluation.select)}, from a paired permutation test by group. ` : ''}The intervals are not corrected for there being ${english.many(comparisons.length, 'comparison')}: without any true difference about ${chance} of them would still exclude 0 by chance in one figure.`,
    ),
    ...questions.flatMap(asked => [
      heading(3, titles[asked]),
      table(
        [
          'First',
          'Second',
          ...shownMetrics(results).map(english.metricLabel),
          ...(tested ? ['p', 'p, Holm'] : []),
        ],
        comparisons
          .filter(({ question }) => question === asked)
          .map(({ a, b, differences, tests }) => [
            english.cellName(cellOf(results, a), results),
            english.cellName(cellOf(results, b), results),
            ...shownMetrics(results).map(name => english.differenceWithInterval(differences[name])),
            ...(tested
              ? [
                  formatPFigure(tests?.permutation ?? null, 'en'),
                  formatPFigure(tests?.holm ?? null, 'en'),
                ]
              : []),
          ]),
        2,
      ),
    ]),
  ];
}
