import type { Results } from '../../study/index.ts';
import { cellOf } from '../cells.ts';
import { section } from '../elements/section.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { trustWords } from '../words/trust.ts';
import { decisionsPart } from './decisions.ts';
import { reliabilityPart } from './reliability.ts';
import { subgroupsPart } from './subgroups.ts';
import { unlikeRowsPart } from './unlike-rows.ts';

/** Calibration, thresholds and curves, subgroups and rows unlike training rows. */
export function trustSection(results: Results, language: Language): Markup | null {
  const { thresholds } = results;
  if (thresholds === undefined) return null;
  const words = trustWords[language];
  const head = cellPhrase(cellOf(results, thresholds.cell), results, language);
  const parts = [reliabilityPart, decisionsPart, subgroupsPart, unlikeRowsPart];
  return section({
    id: 'trust',
    title: words.title,
    content: html`<p>${words.reading(head)}</p>
${parts.map(part => part(results, language))}`,
  });
}
