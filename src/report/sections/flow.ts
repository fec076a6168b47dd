import type { Results } from '../../study/index.ts';
import { section } from '../elements/section.ts';
import { formatCount, formatMany } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { flowWords } from '../words/flow.ts';
import type { Language } from '../words/languages.ts';

const parts = ['train', 'validation', 'test'] as const;

/** Rows that left a study on their way, and why. */
interface Exclusion {
  readonly rows: number;
  readonly reason: string;
}

/** How the rows that were read came to train, to choose and to be tested: the numbers add up. */
export function flowSection(results: Results, language: Language): Markup {
  const words = flowWords[language];
  const { rowsRead, samples } = results.dataset;
  return section({
    id: 'flow',
    title: words.title,
    content: html`<p>${words.reading}</p>
<ol class="flow">
<li>${step(words.read, rowsRead, language)}${exclusionList(excluded(results, language), language)}</li>
<li>${step(words.samples, samples, language)}</li>
<li><ul class="flow-parts">
${parts.map(
  part => html`<li>${step(words.parts[part], results.split[part].rows, language)} <span class="range">${words.inGroups(formatMany(results.split[part].groups, 'group', language))}</span></li>
`,
)}</ul></li>
</ol>
${incompleteText(results, language)}`,
  });
}

/** Rows without a picture or a record, and why no head was tried on them; nothing where all are whole. */
function incompleteText({ dataset }: Results, language: Language): Markup | null {
  const { incomplete } = dataset;
  if (incomplete === undefined) return null;
  const words = flowWords[language];
  const count = (rows: number) => formatMany(rows, 'row', language);
  return html`${incomplete.rows > 0 ? html`<p>${words.incomplete(count(incomplete.rows), count(incomplete.image), count(incomplete.text))}</p>` : null}${incomplete.emptyRecords > 0 ? html`<p>${words.emptyRecords(count(incomplete.emptyRecords))}</p>` : null}`;
}

function step(name: string, rows: number, language: Language): Markup {
  return html`<strong>${name}</strong> ${formatMany(rows, 'row', language)}`;
}

function exclusionList(all: readonly Exclusion[], language: Language): Markup | null {
  const some = all.filter(({ rows }) => rows > 0);
  if (some.length === 0) return null;
  return html`<ul class="flow-out">
${some.map(
  ({ rows, reason }) => html`<li>${formatCount(rows, language)} ${reason}</li>
`,
)}</ul>`;
}

function excluded({ dataset, encoders }: Results, language: Language): Exclusion[] {
  const words = flowWords[language];
  const failed = new Set(encoders.flatMap(encoder => encoder.failed.map(({ place }) => place)));
  const withoutVectors = dataset.skipped.filter(({ place }) => failed.has(place)).length;
  const codes = new Map<string, number>();
  for (const { place, code } of dataset.skipped) {
    if (!failed.has(place)) codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return [
    ...[...codes].map(([code, rows]) => ({ rows, reason: `${words.skipped} (${code})` })),
    { rows: withoutVectors, reason: words.withoutVectors },
    {
      rows: dataset.rowsRead - dataset.skipped.length - dataset.samples,
      reason: words.otherwise,
    },
  ];
}
