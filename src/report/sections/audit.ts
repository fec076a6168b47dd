import { type Audit, type Finding, type Severity, severities } from '../../audit/index.ts';
import type { Results } from '../../study/index.ts';
import { disclosure } from '../elements/disclosure.ts';
import { inEnglish } from '../elements/in-english.ts';
import { section } from '../elements/section.ts';
import { formatCount, formatMany, listed } from '../format.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { auditWords } from '../words/audit.ts';
import type { Language } from '../words/languages.ts';
import type { CountedNoun } from '../words/nouns.ts';

/** What the data were searched for before anything was learnt, and what was found. */
export function auditSection({ audit, dataset }: Results, language: Language): Markup | null {
  if (audit === undefined) return null;
  return section({
    id: 'audit',
    title: auditWords[language].title,
    content: html`<p>${summaryOf(audit, dataset.name, language)}</p>
${severities.map(severity => findingList(audit, severity, language))}${lookedAt(audit, language)}${notLookedAt(audit, language)}`,
  });
}

function summaryOf({ findings, checks }: Audit, name: string, language: Language): string {
  const words = auditWords[language];
  const counts = severities.flatMap(severity => {
    const own = findings.filter(finding => finding.severity === severity).length;
    return own === 0 ? [] : [countOf(severity, own, language)];
  });
  return [
    words.searched(formatMany(checks.length, 'check', language), name),
    findings.length === 0 ? words.foundNothing : words.found(listed(counts, language)),
    ...(findings.length === 0 || words.inEnglish === '' ? [] : [words.inEnglish]),
  ].join(' ');
}

const countedNouns: Readonly<Record<Severity, CountedNoun>> = {
  serious: 'serious finding',
  caution: 'caution',
  note: 'note',
};

function countOf(severity: Severity, count: number, language: Language): string {
  return formatMany(count, countedNouns[severity], language);
}

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
  return html`<h3>${auditWords[language].headings[severity]}</h3>
${list}`;
}

function findingMarkup(finding: Finding, language: Language): Markup {
  const { code, severity, title, evidence, rows, remedy } = finding;
  const words = auditWords[language];
  const told = words.codes === null ? null : html`<p>${inEnglish(title, language)}</p>\n`;
  return html`<p class="audit-title"><span class="severity">${words.severities[severity]}</span> <strong>${words.codes?.[code] ?? title}</strong></p>
${told}<p>${inEnglish(evidence, language)}</p>
<p class="remedy"><span class="said">${words.mend}</span>${remedyMarkup(remedy, language)}</p>
${rowDisclosure(rows, language)}<p class="audit-code"><code>${code}</code></p>`;
}

/** A line of a plan stands as such; anything else is a sentence. */
function remedyMarkup(remedy: string, language: Language): Content {
  return /^[a-z]+: [[{]/.test(remedy) ? html`<code>${remedy}</code>` : inEnglish(remedy, language);
}

function rowDisclosure({ total, ids }: Finding['rows'], language: Language): Markup | null {
  if (total === 0) return null;
  const more = total - ids.length;
  const named = ids.join(', ');
  const shown = more > 0 ? auditWords[language].more(named, formatCount(more, language)) : named;
  return disclosure(formatMany(total, 'row', language), html`<p class="ids">${shown}</p>`);
}

function lookedAt({ checks }: Audit, language: Language): Markup {
  return disclosure(
    auditWords[language].looked,
    html`<ul>${checks.map(
      ({ check, looked }) => html`<li>${inEnglish(`${check}: ${looked}`, language)}</li>
`,
    )}</ul>`,
  );
}

function notLookedAt({ notChecked }: Audit, language: Language): Markup | null {
  if (notChecked.length === 0) return null;
  return html`<h3>${auditWords[language].notChecked}</h3>
<ul>${notChecked.map(
    ({ check, reason }) => html`<li>${inEnglish(`${check}: ${reason}`, language)}</li>
`,
  )}</ul>
`;
}
