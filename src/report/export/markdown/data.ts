import type { Results } from '../../../study/index.ts';
import { count, listed, many, percent } from '../english.ts';
import { outcomeOf } from '../outcome.ts';
import { heading, list, paragraph, table } from './blocks.ts';

const parts = ['train', 'validation', 'test'] as const;

/** What was read, what was left out, and how the rest was divided. */
export function dataChapter(results: Results): string[] {
  const { dataset, split, audit } = results;
  return [
    heading(2, 'Data and their flow'),
    paragraph(
      `${many(dataset.rowsRead, 'row')} of ${dataset.name} were read, ${count(dataset.skipped.length)} left out${reasons(results)}; ${many(dataset.samples, 'sample')} had everything that the study needs. ${textSentence(results)}`,
    ),
    paragraph(splitSentence(results)),
    table(
      [outcomeOf(results).heading, 'Training', 'Validation', 'Test'],
      [
        ...dataset.classes.map(name => [
          name,
          ...parts.map(part => share(split[part].classes[name] ?? 0, split[part].rows)),
        ]),
        ['All rows', ...parts.map(part => count(split[part].rows))],
        ['Groups', ...parts.map(part => count(split[part].groups))],
      ],
    ),
    list([...dataset.warnings, ...split.warnings].map(({ message }) => `Warning: ${message}`)),
    ...(audit === undefined ? [] : auditBlocks(audit)),
  ];
}

/** How many rows were left out for each reason. */
export function reasons({ dataset: { skipped } }: Results): string {
  const counts = new Map<string, number>();
  for (const { code } of skipped) counts.set(code, (counts.get(code) ?? 0) + 1);
  const named = [...counts].map(([code, rows]) => `${count(rows)} ${code}`);
  return named.length === 0 ? '' : ` (${named.join(', ')})`;
}

export function textSentence({ dataset: { textFields } }: Results): string {
  return textFields.length === 0
    ? 'No column was made into text.'
    : `The record’s text was made from ${listed(textFields)}.`;
}

/** Whether groups were kept whole, and how the split was made. */
export function splitSentence({ split, dataset: { groupColumn } }: Results): string {
  const made = `The split (${split.method}, seed ${split.seed})`;
  if (groupColumn === null) {
    return `${made} divided rows one by one: no column names a group, so rows of one person or lesion may stand on both sides.`;
  }
  return split.straddling > 0
    ? `${made} does not keep groups whole: ${many(split.straddling, 'group')} by ${groupColumn} have rows in more than one part, so test figures are optimistic for groups never seen.`
    : `${made} keeps groups whole: all rows of one ${groupColumn} are in one part.`;
}

function share(rows: number, all: number): string {
  return `${count(rows)} (${percent(all === 0 ? null : rows / all)})`;
}

/** What an audit found; ids stay in the page, which is for the owner of the data. */
function auditBlocks({ findings, checks, notChecked }: NonNullable<Results['audit']>): string[] {
  return [
    heading(3, 'Audit'),
    paragraph(`${many(checks.length, 'check')} were made, ${count(notChecked.length)} were not.`),
    list(
      findings.map(({ severity, title, remedy }) => `${severity}: ${title}. To mend it: ${remedy}`),
    ),
  ];
}
