import type { Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatMany, formatPercent, listed } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';

/** The whole list is in `results.json`; a page of ten thousand rows helps nobody. */
const mostSkipped = 200;

const parts = ['train', 'validation', 'test'] as const;

/** What was read, what was left out and why, and how the rest was divided. */
export function dataSection(results: Results, language: Language): Markup {
  const { dataset } = results;
  const left = dataset.skipped.length;
  return section({
    id: 'data',
    title: 'Data',
    content: html`<p>${formatMany(dataset.rowsRead, 'row', language)} of ${dataset.name} ${dataset.rowsRead === 1 ? 'was' : 'were'} read; ${formatMany(dataset.samples, 'sample', language)} had everything that the study needs${left === 0 ? '; none was left out' : `; ${formatMany(left, 'row', language)} ${left === 1 ? 'was' : 'were'} left out`}. ${textSentence(results, language)}</p>
<p>${splitSentence(results, language)}</p>
${splitWarnings(results)}${classTable(results, language)}${skippedRows(results, language)}`,
  });
}

function textSentence({ dataset: { textFields } }: Results, language: Language): string {
  return textFields.length === 0
    ? 'No column was made into text.'
    : `The record’s text is made from ${listed(textFields, language)}.`;
}

function splitSentence({ dataset: { groupColumn }, split }: Results, language: Language): string {
  if (groupColumn === null) {
    return 'No column names a group, so the rows were divided one by one. If several rows belong to one person, lesion or place, rows that are alike stand on both sides of the split, and the test figures are too high.';
  }
  if (split.straddling > 0) {
    return `The split (${split.method}) does not keep groups whole: ${formatMany(split.straddling, 'group', language)} by ${groupColumn} ${split.straddling === 1 ? 'has' : 'have'} rows in more than one part.`;
  }
  const groups = parts.map(part => split[part].groups).reduce((sum, count) => sum + count, 0);
  return `The split keeps groups whole: the rows of one ${groupColumn} are all in one part, and none of ${formatMany(groups, 'group', language)} is on two sides.`;
}

function splitWarnings({ split: { warnings } }: Results): Markup | null {
  if (warnings.length === 0) return null;
  return html`<ul>
${warnings.map(
  ({ message }) => html`<li>Of the split: ${message}</li>
`,
)}</ul>
`;
}

function classTable({ dataset: { classes }, split }: Results, language: Language): Markup {
  const cell = (count: number, rows: number) =>
    html`${formatCount(count, language)} <span class="range">${formatPercent(rows === 0 ? null : count / rows)}</span>`;
  const rows = classes.map(name => ({
    heading: name,
    cells: parts.map(part => cell(split[part].classes[name] ?? 0, split[part].rows)),
  }));
  const totals = [
    { heading: 'All rows', cells: parts.map(part => formatCount(split[part].rows, language)) },
    { heading: 'Groups', cells: parts.map(part => formatCount(split[part].groups, language)) },
  ];
  return table({
    id: 'classes',
    caption: 'Samples of each class in each part',
    columns: ['Class', 'Training', 'Validation', 'Test'],
    rows: [...rows, ...totals],
  });
}

function skippedRows({ dataset: { skipped } }: Results, language: Language): Markup | null {
  if (skipped.length === 0) return null;
  const counts = new Map<string, number>();
  for (const { code } of skipped) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byCode = [...counts].map(([code, count]) => `${formatCount(count, language)} ${code}`);
  const more = skipped.length - mostSkipped;
  return disclosure(
    `${formatMany(skipped.length, 'row', language)} left out: ${listed(byCode, language)}`,
    html`${table({
      id: 'skipped',
      caption: 'Rows left out, and why',
      columns: ['Place', 'Id', 'Code', 'Reason'],
      rows: skipped.slice(0, mostSkipped).map(({ id, place, code, reason }) => ({
        heading: place,
        cells: [id === '' ? '–' : id, code, reason],
      })),
      cells: 'words',
    })}${more > 0 ? html`<p>${formatCount(more, language)} more are in results.json.</p>` : null}`,
  );
}
