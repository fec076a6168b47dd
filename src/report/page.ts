import { html, type Markup, verbatim } from './markup.ts';
import type { ReportRun } from './run.ts';
import { auditSection } from './sections/audit.ts';
import { confusionSection } from './sections/confusion.ts';
import { costsSection } from './sections/costs.ts';
import { curvesSection } from './sections/curves.ts';
import { dataSection } from './sections/data.ts';
import { differencesSection } from './sections/differences.ts';
import { findingsSection } from './sections/findings.ts';
import { gapSection } from './sections/gap.ts';
import { lambdaSection } from './sections/lambda.ts';
import { learnedSection } from './sections/learned.ts';
import { masthead } from './sections/masthead.ts';
import { limitsSection, provenanceSection } from './sections/provenance.ts';
import { resultsSection } from './sections/results.ts';
import { styles } from './styles/index.ts';

/** The reader's browser is told too that this page fetches nothing and runs nothing. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/**
 * A finished run as one HTML page: no script, no request, charts as inline SVG, light and dark.
 * Whatever comes from data is escaped. The same run gives the same page.
 *
 * @param run results, labels and the predictions of the best cells, as `writeReport` reads them;
 *   curves of a cell without predictions are left out
 * @returns the page's whole text
 * @throws E_RUN where the results name a cell that they do not hold, or predictions differ in shape
 * @throws E_SHAPE, E_METRIC_INPUT or E_NOT_FINITE where labels and predictions do not fit
 */
export function renderReport(run: ReportRun): string {
  const { results } = run;
  const sections: readonly (Markup | null)[] = [
    findingsSection(results),
    auditSection(results),
    dataSection(results),
    resultsSection(results),
    differencesSection(results),
    lambdaSection(results),
    learnedSection(results),
    gapSection(results),
    curvesSection(run),
    confusionSection(results),
    costsSection(results),
    limitsSection(results),
    provenanceSection(results),
  ];
  const main = html`${sections}`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${results.name} · Minga study report</title>
<style>
${verbatim(styles)}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${masthead(results)}${contents(main)}<main>
${main}</main>
<footer>
<p>${results.notice}</p>
<p>Made by Minga ${results.software.minga}. This page fetches nothing and sends nothing. It names rows of the data set: treat it as you treat the data.</p>
</footer>
</body>
</html>
`.markup;
}

/** Links to the sections that the page has. */
function contents({ markup }: Markup): Markup {
  const headings = [...markup.matchAll(/<h2 id="([\w-]+)">([^<]*)<\/h2>/g)];
  return html`<nav aria-label="Contents"><ol>
${headings.map(
  ([, id, title]) => html`<li><a href="#${id}">${verbatim(title)}</a></li>
`,
)}</ol></nav>
`;
}
