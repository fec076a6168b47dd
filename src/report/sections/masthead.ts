import type { Results } from '../../study/index.ts';
import { facts } from '../elements/facts.ts';
import { summary } from '../findings.ts';
import { formatCount, formatMany, formatMoment, listed } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { pageWords } from '../words/page.ts';

/** What was studied, in one sentence and a few facts, and what it is not for. */
export function masthead(results: Results, language: Language): Markup {
  const { name, created, dataset, split, encoders } = results;
  const names = (modality: 'image' | 'text') =>
    listed(
      encoders
        .filter(encoder => encoder.modality === modality)
        .map(encoder => `${encoder.name} (${formatCount(encoder.dimension, language)} numbers)`),
      language,
    );
  return html`<header class="masthead">
<p class="kicker">Minga study report</p>
<h1>${name}</h1>
<p class="lead">${summary(results, language)}</p>
<p class="notice"><strong>${pageWords[language].notice}</strong></p>
${facts([
  ['Made', formatMoment(created, language)],
  ['Data set', dataset.name],
  [
    'Samples',
    `${formatMany(dataset.samples, 'row', language)} of ${formatCount(dataset.rowsRead, language)} read`,
  ],
  ['Classes', formatCount(dataset.classes.length, language)],
  ['Split', splitText(results)],
  ['Test', formatMany(split.test.rows, 'row', language)],
  ['Image encoders', names('image') || 'none'],
  ['Text encoders', names('text') || 'none'],
])}</header>
`;
}

function splitText({ dataset }: Results): string {
  return dataset.groupColumn === null ? 'by row' : `by group (${dataset.groupColumn})`;
}
