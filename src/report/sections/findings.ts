import type { Results } from '../../study/index.ts';
import { inEnglish } from '../elements/in-english.ts';
import { section } from '../elements/section.ts';
import { findings } from '../findings.ts';
import { formatCount, formatMany } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { findingsWords } from '../words/findings.ts';
import type { Language } from '../words/languages.ts';

/** What the figures allow one to say, before any figure; warnings first. */
export function findingsSection(results: Results, language: Language): Markup {
  const words = findingsWords[language];
  const list = findings(results, language).map(
    ({ text, details }) =>
      html`<li>${text}${details.length === 0 ? null : html`<ul>${details.map(detail => html`<li>${detail}</li>`)}</ul>`}</li>
`,
  );
  return section({
    id: 'findings',
    title: words.title,
    content: html`${warningBox(results, language)}<ul class="findings">
${list}</ul>
${skippedLine(results, language)}`,
  });
}

function warningBox({ dataset: { warnings } }: Results, language: Language): Markup | null {
  if (warnings.length === 0) return null;
  const words = findingsWords[language];
  const leaks = warnings.some(({ code }) => code === 'leaking-field');
  const title = leaks
    ? words.leak
    : words.warnings(formatMany(warnings.length, 'warning', language));
  return html`<div class="warning" role="note" aria-label="${words.warningLabel}">
<p><strong>${title}</strong></p>
<ul>${warnings.map(({ code, message }) => html`<li>${inEnglish(message, language)} <code>${code}</code></li>`)}</ul>
</div>
`;
}

function skippedLine(
  { dataset: { skipped, rowsRead } }: Results,
  language: Language,
): Markup | null {
  if (skipped.length === 0) return null;
  const [before, link, after] = findingsWords[language].skipped(
    skipped.length,
    formatMany(skipped.length, 'row', language),
    formatCount(rowsRead, language),
  );
  return html`<p>${before}<a href="#data">${link}</a>${after}</p>
`;
}
