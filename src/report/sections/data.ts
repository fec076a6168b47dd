import type { Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { inEnglish } from '../elements/in-english.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatMany, formatPercent, listed, undefinedFigure } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { dataWords } from '../words/data.ts';
import type { Language } from '../words/languages.ts';

/** The whole list is in `results.json`; a page of ten thousand rows helps nobody. */
const mostSkipped = 200;

const parts = ['train', 'validation', 'test'] as const;

/** What was read, what was left out and why, and how the rest was divided. */
export function dataSection(results: Results, language: Language): Markup {
  const words = dataWords[language];
  const { rowsRead, name, samples, skipped } = results.dataset;
  const read = words.read({
    count: rowsRead,
    rows: formatMany(rowsRead, 'row', language),
    dataset: name,
    samples: formatMany(samples, 'sample', language),
    leftCount: skipped.length,
    left: formatMany(skipped.length, 'row', language),
  });
  return section({
    id: 'data',
    title: words.title,
    content: html`<p>${read} ${textSentence(results, language)}</p>
<p>${splitSentence(results, language)}</p>
${splitWarnings(results, language)}${classTable(results, language)}${skippedRows(results, language)}`,
  });
}

function textSentence({ dataset: { textFields } }: Results, language: Language): string {
  const words = dataWords[language];
  return textFields.length === 0 ? words.noText : words.textFrom(listed(textFields, language));
}

function splitSentence({ dataset: { groupColumn }, split }: Results, language: Language): string {
  const words = dataWords[language];
  if (groupColumn === null) return words.noGroup;
  if (split.straddling > 0) {
    const groups = formatMany(split.straddling, 'group', language);
    return words.straddling(split.method, split.straddling, groups, groupColumn);
  }
  const groups = parts.map(part => split[part].groups).reduce((sum, count) => sum + count, 0);
  return words.whole(groupColumn, formatMany(groups, 'group', language));
}

function splitWarnings({ split: { warnings } }: Results, language: Language): Markup | null {
  if (warnings.length === 0) return null;
  return html`<ul>
${warnings.map(
  ({ message }) => html`<li>${dataWords[language].ofSplit} ${inEnglish(message, language)}</li>
`,
)}</ul>
`;
}

function classTable({ dataset: { classes }, split }: Results, language: Language): Markup {
  const words = dataWords[language];
  const cell = (count: number, rows: number) =>
    html`${formatCount(count, language)} <span class="range">${formatPercent(rows === 0 ? null : count / rows)}</span>`;
  const counts = (of: 'rows' | 'groups') =>
    parts.map(part => formatCount(split[part][of], language));
  return table({
    id: 'classes',
    caption: words.caption,
    columns: words.columns,
    rows: [
      ...classes.map(name => ({
        heading: name,
        cells: parts.map(part => cell(split[part].classes[name] ?? 0, split[part].rows)),
      })),
      { heading: words.allRows, cells: counts('rows') },
      { heading: words.groups, cells: counts('groups') },
    ],
  });
}

function skippedRows({ dataset: { skipped } }: Results, language: Language): Markup | null {
  if (skipped.length === 0) return null;
  const words = dataWords[language];
  const counts = new Map<string, number>();
  for (const { code } of skipped) counts.set(code, (counts.get(code) ?? 0) + 1);
  const byCode = [...counts].map(([code, count]) => `${formatCount(count, language)} ${code}`);
  const more = skipped.length - mostSkipped;
  return disclosure(
    words.leftOut(formatMany(skipped.length, 'row', language), listed(byCode, language)),
    html`${table({
      id: 'skipped',
      caption: words.skippedCaption,
      columns: words.skippedColumns,
      rows: skipped.slice(0, mostSkipped).map(({ id, place, code, reason }) => ({
        heading: inEnglish(place, language),
        cells: [id === '' ? undefinedFigure : id, code, inEnglish(reason, language)],
      })),
      cells: 'words',
    })}${more > 0 ? html`<p>${words.more(formatCount(more, language))}</p>` : null}`,
  );
}
