import type { Results } from '../../study/index.ts';
import { facts } from '../elements/facts.ts';
import { summary } from '../findings.ts';
import { formatCount, formatMany, formatMoment, listed } from '../format.ts';
import { html, type Markup } from '../markup.ts';

/** What was studied, in one sentence and a few facts, and what it is not for. */
export function masthead(results: Results): Markup {
  const { name, created, dataset, split, encoders, notice } = results;
  const names = (modality: 'image' | 'text') =>
    listed(
      encoders
        .filter(encoder => encoder.modality === modality)
        .map(encoder => `${encoder.name} (${formatCount(encoder.dimension)} numbers)`),
    );
  return html`<header class="masthead">
<p class="kicker">Minga study report</p>
<h1>${name}</h1>
<p class="lead">${summary(results)}</p>
<p class="notice"><strong>${notice}</strong></p>
${facts([
  ['Made', formatMoment(created)],
  ['Data set', dataset.name],
  ['Samples', `${formatMany(dataset.samples, 'row')} of ${formatCount(dataset.rowsRead)} read`],
  ['Classes', formatCount(dataset.classes.length)],
  ['Split', splitText(results)],
  ['Test', formatMany(split.test.rows, 'row')],
  ['Image encoders', names('image') || 'none'],
  ['Text encoders', names('text') || 'none'],
])}</header>
`;
}

function splitText({ dataset }: Results): string {
  return dataset.groupColumn === null ? 'by row' : `by group (${dataset.groupColumn})`;
}
