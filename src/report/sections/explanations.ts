import type { Results } from '../../study/index.ts';
import { cellNamed } from '../elements/cell-named.ts';
import { inEnglish } from '../elements/in-english.ts';
import { section } from '../elements/section.ts';
import { formatSetting } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { explanationsWords } from '../words/explanations.ts';
import type { Language } from '../words/languages.ts';
import { fieldParts } from './explanations/fields.ts';
import { modalityParts } from './explanations/modalities.ts';
import { nearestParts } from './explanations/nearest.ts';
import { occlusionParts } from './explanations/occlusion.ts';

/** What the predictions of the best fused head came from: modalities, fields, places, near cases. */
export function explanationsSection(results: Results, language: Language): Markup | null {
  const { explanations } = results;
  if (explanations === undefined) return null;
  const words = explanationsWords[language];
  const { cell, seed, notes } = explanations;
  return section({
    id: 'explanations',
    title: words.title,
    content: html`<p>${words.reading} ${words.of(formatSetting(seed, language))} ${cellNamed(cell, results, language)}.</p>
${modalityParts(explanations, results, language)}${fieldParts(explanations, results, language)}${occlusionParts(explanations, language)}${nearestParts(explanations, language)}${
  notes.length === 0
    ? null
    : html`<h3>${words.notes}</h3>
<ul>
${notes.map(
  note => html`<li>${inEnglish(note, language)}</li>
`,
)}</ul>
`
}`,
  });
}
