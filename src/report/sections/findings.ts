import type { Results } from '../../study/index.ts';
import { section } from '../elements/section.ts';
import { findings } from '../findings.ts';
import { formatMany } from '../format.ts';
import { html, type Markup } from '../markup.ts';

/** What the figures allow one to say, before any figure; warnings first. */
export function findingsSection(results: Results): Markup {
  const list = findings(results).map(
    ({ text, details }) =>
      html`<li>${text}${details.length === 0 ? null : html`<ul>${details.map(detail => html`<li>${detail}</li>`)}</ul>`}</li>
`,
  );
  return section({
    id: 'findings',
    title: 'Findings',
    content: html`${warningBox(results)}<ul class="findings">
${list}</ul>
${skippedLine(results)}`,
  });
}

function warningBox({ dataset: { warnings } }: Results): Markup | null {
  if (warnings.length === 0) return null;
  const leaks = warnings.some(({ code }) => code === 'leaking-field');
  const title = leaks
    ? 'The data give the answer away'
    : `${formatMany(warnings.length, 'warning')} about the data`;
  return html`<div class="warning" role="note" aria-label="Warning about the data">
<p><strong>${title}</strong></p>
<ul>${warnings.map(({ code, message }) => html`<li>${message} <code>${code}</code></li>`)}</ul>
</div>
`;
}

function skippedLine({ dataset: { skipped, rowsRead } }: Results): Markup | null {
  if (skipped.length === 0) return null;
  return html`<p>${formatMany(skipped.length, 'row')} of ${formatMany(rowsRead, 'row')} could not be used and ${skipped.length === 1 ? 'was' : 'were'} left out; <a href="#data">the reasons</a> are listed below.</p>
`;
}
