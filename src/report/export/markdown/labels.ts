import type { Results } from '../../../study/index.ts';
import * as english from '../english.ts';
import { heading, paragraph, table } from './blocks.ts';

/** How each label fared in the best cells, where several are learnt at once. */
export function labelsChapter(results: Results): string[] {
  const told = results.task?.labels ?? [];
  if (told.length === 0) return [];
  return [
    heading(2, 'Label by label'),
    paragraph(
      'Those that most test rows have; counts are means over seeds, and a label is called from a probability of a half. No head can have learnt a label without training rows.',
    ),
    ...told.flatMap(({ cell, figures }) => [
      heading(3, english.cellNamed(cell, results)),
      table(
        ['Label', 'Training rows', 'Test rows', 'AUROC', 'Hits', 'Missed', 'False alarms'],
        figures.map(({ label, trained, tested, auroc, counts }) => [
          label,
          english.count(trained),
          english.count(tested),
          english.withInterval(auroc),
          ...[counts.hits, counts.missed, counts.falseAlarms].map(value =>
            english.number(value, 1),
          ),
        ]),
      ),
    ]),
  ];
}
