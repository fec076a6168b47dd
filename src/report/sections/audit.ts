import { type Audit, type Finding, type Severity, severities } from '../../audit/index.ts';
import type { Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { section } from '../elements/section.ts';
import { formatCount, formatMany, listed } from '../format.ts';
import { type Content, html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import type { CountedNoun } from '../words/nouns.ts';

/** What the data were searched for before anything was learnt, and what was found. */
export function auditSection({ audit, dataset }: Results, language: Language): Markup | null {
  if (audit === undefined) return null;
  return section({
    id: 'audit',
    title: 'The data and its audit',
    content: html`<p>${summaryOf(audit, dataset.name, language)}</p>
${severities.map(severity => findingList(audit, severity, language))}${lookedAt(audit)}${notLookedAt(audit)}`,
  });
}

function summaryOf({ findings, checks }: Audit, name: string, language: Language): string {
  const searched = `Before anything was learnt, ${formatMany(checks.length, 'check', language)} searched ${name} and its split for what makes figures untrue`;
  if (findings.length === 0)
    return `${searched}. They found nothing, which is no proof that there is nothing.`;
  const counts = severities.flatMap(severity => {
    const own = findings.filter(finding => finding.severity === severity).length;
    return own === 0 ? [] : [countOf(severity, own, language)];
  });
  return `${searched}. They found ${listed(counts, language)}. What they did not find can be there all the same.`;
}

const countedNouns: Readonly<Record<Severity, CountedNoun>> = {
  serious: 'serious finding',
  caution: 'caution',
  note: 'note',
};

function countOf(severity: Severity, count: number, language: Language): string {
  return formatMany(count, countedNouns[severity], language);
}

const headings: Readonly<Record<Severity, string>> = {
  serious: 'Serious: the figures cannot be believed before this is mended',
  caution: 'Caution: read the figures with this in mind',
  note: 'Notes',
};

function findingList({ findings }: Audit, severity: Severity, language: Language): Markup | null {
  const own = findings.filter(finding => finding.severity === severity);
  if (own.length === 0) return null;
  const list = html`<ul class="audit">
${own.map(
  one => html`<li class="${severity}">${findingMarkup(one, language)}</li>
`,
)}</ul>
`;
  if (severity === 'note') return disclosure(countOf(severity, own.length, language), list);
  return html`<h3>${headings[severity]}</h3>
${list}`;
}

function findingMarkup(
  { code, severity, title, evidence, rows, remedy }: Finding,
  language: Language,
): Markup {
  return html`<p class="audit-title"><span class="severity">${severity}</span> <strong>${title}</strong></p>
<p>${evidence}</p>
<p class="remedy"><span class="said">To mend it: </span>${remedyMarkup(remedy)}</p>
${rowDisclosure(rows, language)}<p class="audit-code"><code>${code}</code></p>`;
}

/** A line of a plan stands as such; anything else is a sentence. */
function remedyMarkup(remedy: string): Content {
  return /^[a-z]+: [[{]/.test(remedy) ? html`<code>${remedy}</code>` : remedy;
}

function rowDisclosure({ total, ids }: Finding['rows'], language: Language): Markup | null {
  if (total === 0) return null;
  const more = total - ids.length;
  return disclosure(
    formatMany(total, 'row', language),
    html`<p class="ids">${ids.join(', ')}${more > 0 ? ` and ${formatCount(more, language)} more` : ''}</p>`,
  );
}

function lookedAt({ checks }: Audit): Markup {
  return disclosure(
    'What was looked at',
    html`<ul>${checks.map(
      ({ check, looked }) => html`<li><strong>${check}</strong>: ${looked}</li>
`,
    )}</ul>`,
  );
}

function notLookedAt({ notChecked }: Audit): Markup | null {
  if (notChecked.length === 0) return null;
  return html`<h3>Not checked</h3>
<ul>${notChecked.map(
    ({ check, reason }) => html`<li>${check}: ${reason}</li>
`,
  )}</ul>
`;
}
