import type { Results } from '../../study/index.ts';
import { section } from '../elements/section.ts';
import { findings } from '../findings.ts';
import { formatMany } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';

/** What the figures allow one to say, before any figure; warnings first. */
export function findingsSection(results: Results, language: Language): Markup {
  const list = findings(results, language).map(
    ({ text, details }) =>
      html`<li>${text}${details.length === 0 ? null : html`<ul>${details.map(detail => html`<li>${detail}</li>`)}</ul>`}</li>
`,
  );
  return section({
    id: 'findings',
    title: 'Findings',
    content: html`${warningBox(results, language)}<ul class="findings">
${list}</ul>
${skippedLine(results, language)}`,
  });
}

function warningBox({ dataset: { warnings } }: Results, language: Language): Markup | null {
  if (warnings.length === 0) return null;
  const leaks = warnings.some(({ code }) => code === 'leaking-field');
  const title = leaks
    ? 'The data give the answer away'
    : `${formatMany(warnings.length, 'warning', language)} about the data`;
  return html`<div class="warning" role="note" aria-label="Warning about the data">
<p><strong>${title}</strong></p>
<ul>${warnings.map(({ code, message }) => html`<li>${message} <code>${code}</code></li>`)}</ul>
</div>
`;
}

function skippedLine(
  { dataset: { skipped, rowsRead } }: Results,
  language: Language,
): Markup | null {
  if (skipped.length === 0) return null;
  return html`<p>${formatMany(skipped.length, 'row', language)} of ${formatMany(rowsRead, 'row', language)} could not be used and ${skipped.length === 1 ? 'was' : 'were'} left out; <a href="#data">the reasons</a> are listed below.</p>
`;
}
