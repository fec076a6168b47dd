import type { Results } from '../../study/index.ts';
import { facts } from '../elements/facts.ts';
import { summary } from '../findings.ts';
import { formatCount, formatMany, formatMoment, listed } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { mastheadWords } from '../words/masthead.ts';
import { pageWords } from '../words/page.ts';

/** What was studied, in one sentence and a few facts, and what it is not for. */
export function masthead(results: Results, language: Language): Markup {
  const words = mastheadWords[language];
  const page = pageWords[language];
  const { name, created, dataset, split, encoders } = results;
  const names = (modality: 'image' | 'text') => {
    const own = encoders
      .filter(encoder => encoder.modality === modality)
      .map(encoder => words.numbers(encoder.name, formatCount(encoder.dimension, language)));
    return own.length === 0 ? words.none : listed(own, language);
  };
  const { groupColumn } = dataset;
  return html`<header class="masthead">
<p class="kicker">${page.title}</p>
<h1>${name}</h1>
<p class="lead">${summary(results, language)}</p>
<p class="notice"><strong>${page.notice}</strong></p>
${facts([
  [words.made, formatMoment(created, language)],
  [words.dataset, dataset.name],
  [
    words.samples,
    words.ofRead(
      formatMany(dataset.samples, 'row', language),
      formatCount(dataset.rowsRead, language),
    ),
  ],
  [words.classes, formatCount(dataset.classes.length, language)],
  [words.split, groupColumn === null ? words.byRow : words.byGroup(groupColumn)],
  [words.test, formatMany(split.test.rows, 'row', language)],
  [words.imageEncoders, names('image')],
  [words.textEncoders, names('text')],
])}</header>
`;
}
