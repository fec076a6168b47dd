import { html, type Markup, verbatim } from './markup.ts';
import type { ReportRun } from './run.ts';
import { askedSection } from './sections/asked.ts';
import { auditSection } from './sections/audit.ts';
import { baselinesSection } from './sections/baselines.ts';
import { confusionSection } from './sections/confusion.ts';
import { costsSection } from './sections/costs.ts';
import { crossValidationSection } from './sections/cross-validation.ts';
import { curvesSection } from './sections/curves.ts';
import { dataSection } from './sections/data.ts';
import { differencesSection } from './sections/differences.ts';
import { explanationsSection } from './sections/explanations.ts';
import { findingsSection } from './sections/findings.ts';
import { flowSection } from './sections/flow.ts';
import { gallerySection } from './sections/gallery.ts';
import { gapSection } from './sections/gap.ts';
import { lambdaSection } from './sections/lambda.ts';
import { learnedSection } from './sections/learned.ts';
import { masthead } from './sections/masthead.ts';
import { missingnessSection } from './sections/missingness.ts';
import { limitsSection, provenanceSection } from './sections/provenance.ts';
import { resultsSection } from './sections/results.ts';
import { searchSection } from './sections/search.ts';
import { trustSection } from './sections/trust.ts';
import { styles } from './styles/index.ts';
import {
  labelsSection,
  numbersSection,
  taskDifferences,
  taskFindings,
  taskResults,
  tellsClasses,
} from './task/index.ts';
import type { Language } from './words/languages.ts';
import { pageWords } from './words/page.ts';

/**
 * The reader's browser is told too that this page fetches nothing and runs nothing; pictures that are
 * part of the page are let through only where it has some.
 */
function policyOf({ markup }: Markup): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return /<img /.test(markup) ? `${policy}; img-src data:` : policy;
}

export interface PageOptions {
  /** Default: `en`. */
  readonly language?: Language;
}

/**
 * A finished run as one HTML page: no script, no request, charts as inline SVG, light and dark.
 * Whatever comes from data is escaped. The same run gives the same page.
 *
 * @param run results, labels and the predictions of the best cells, as `writeReport` reads them;
 *   curves of a cell without predictions are left out; pictures of patients only where `run.gallery`
 *   was read
 * @returns the page's whole text
 * @throws E_RUN where the results name a cell that they do not hold, or predictions differ in shape
 * @throws E_SHAPE, E_METRIC_INPUT or E_NOT_FINITE where labels and predictions do not fit
 */
export function renderReport(run: ReportRun, options: PageOptions = {}): string {
  const { language = 'en' } = options;
  const words = pageWords[language];
  const { results } = run;
  const sections: readonly (Markup | null)[] = tellsClasses(results)
    ? classSections(run, language)
    : taskSections(run, language);
  const main = html`${sections}`;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="${policyOf(main)}">
<title>${results.name} · ${words.title}</title>
<style>
${verbatim(styles)}</style>
</head>
<body>
<a class="skip" href="#findings">${words.skip}</a>
${masthead(results, language)}${contents(main, language)}<main>
${main}</main>
<footer>
<p>${words.notice}</p>
<p>${words.madeBy(results.software.minga)} ${words.nothingSent}</p>
</footer>
</body>
</html>
`.markup;
}

function classSections(run: ReportRun, language: Language): readonly (Markup | null)[] {
  const { results } = run;
  return [
    findingsSection(results, language),
    askedSection(results, language),
    flowSection(results, language),
    auditSection(results, language),
    dataSection(results, language),
    resultsSection(results, language),
    differencesSection(results, language),
    lambdaSection(results, language),
    learnedSection(results, language),
    gapSection(results, language),
    curvesSection(run, language),
    confusionSection(results, language),
    gallerySection(run, language),
    missingnessSection(results, language),
    explanationsSection(results, language),
    crossValidationSection(results, language),
    searchSection(results, language),
    baselinesSection(results, language),
    trustSection(results, language),
    costsSection(results, language),
    limitsSection(results, language),
    provenanceSection(results, language),
  ];
}

/** Of several labels at once or a number: what is about classes is left out. */
function taskSections(run: ReportRun, language: Language): readonly (Markup | null)[] {
  const { results } = run;
  return [
    taskFindings(results, language),
    auditSection(results, language),
    dataSection(results, language),
    taskResults(results, language),
    taskDifferences(results, language),
    labelsSection(results, language),
    numbersSection(run, language),
    gallerySection(run, language),
    learnedSection(results, language),
    gapSection(results, language),
    costsSection(results, language),
    limitsSection(results, language),
    provenanceSection(results, language),
  ];
}

/** Links to the sections that the page has. */
function contents({ markup }: Markup, language: Language): Markup {
  const headings = [...markup.matchAll(/<h2 id="([\w-]+)">([^<]*)<\/h2>/g)];
  return html`<nav aria-label="${pageWords[language].contents}"><ol>
${headings.map(
  ([, id, title]) => html`<li><a href="#${id}">${verbatim(title)}</a></li>
`,
)}</ol></nav>
`;
}
