import type { Missingness, Results } from '../../study/index.ts';
import { type IntervalMark, intervalPlot, sharedDomain } from '../charts/interval-plot.ts';
import { metricLabel, metricPhrase } from '../difference-sentence.ts';
import { cellNamed } from '../elements/cell-named.ts';
import { figure } from '../elements/figure.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { legend } from '../elements/legend.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import {
  formatEstimate,
  formatMany,
  formatPercent,
  formatSetting,
  formatWithInterval,
} from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { shownMetrics } from '../shown-metrics.ts';
import type { Language } from '../words/languages.ts';
import { missingnessWords } from '../words/missingness.ts';

type Pattern = Missingness['patterns'][number];
type Means = Pattern['ways'][number];

/** How the best fused head answers without the image, and without the record. */
export function missingnessSection(results: Results, language: Language): Markup | null {
  const { missingness } = results;
  if (missingness === undefined) return null;
  const words = missingnessWords[language];
  const { cell, seed, rows, modalityDropout } = missingness;
  const reading = words.reading(
    formatSetting(seed, language),
    formatMany(rows.test, 'test row', language),
  );
  return section({
    id: 'missingness',
    title: words.title,
    content: html`<p>${reading} ${cellNamed(cell, results, language)}.</p>
<p>${modalityDropout > 0 ? words.trainedWith(formatPercent(modalityDropout)) : words.trainedWithout}</p>
${findings(missingness, results, language)}${chart(missingness, results, language)}${figures(missingness, results, language)}`,
  });
}

/** What is left of the metric that is chosen by, under the best means. */
function findings({ patterns }: Missingness, results: Results, language: Language): Markup {
  const words = missingnessWords[language];
  const { select } = results.evaluation;
  const figure = ({ test }: Means) => formatWithInterval(test[select], language);
  const best = (pattern: Pattern) => pattern.ways.filter(({ by }) => by === pattern.best);
  const whole = patterns.filter(({ missing }) => missing === 'none').flatMap(best);
  const sentences = patterns
    .filter(({ missing }) => missing !== 'none')
    .flatMap(pattern =>
      best(pattern).map(means =>
        words.finding(
          words.missing[pattern.missing],
          words.means[means.by],
          metricPhrase(select, language),
          figure(means),
          whole.map(figure).join(),
        ),
      ),
    );
  return html`<ul>
${sentences.map(
  text => html`<li>${text}</li>
`,
)}</ul>
<p>${words.notPaired}</p>
`;
}

function chart({ patterns }: Missingness, results: Results, language: Language): Markup {
  const words = missingnessWords[language];
  const { select } = results.evaluation;
  const metric = metricLabel(select, language);
  const panels = patterns.map(pattern => ({
    pattern,
    marks: pattern.ways.flatMap(({ by, test }): IntervalMark[] => {
      const { estimate, low, high } = test[select];
      if (estimate === null || low === null || high === null) return [];
      const value = formatEstimate(test[select], language);
      return [{ label: words.means[by], value, estimate, low, high, filled: by === pattern.best }];
    }),
  }));
  const domain = sharedDomain(panels.flatMap(({ marks }) => marks));
  return figure(
    {
      caption: words.chart(metric),
      note: words.chartNote,
      legend: legend([
        ['clear', words.best],
        ['unclear', words.other],
      ]),
      panels: panels
        .filter(({ marks }) => marks.length > 0)
        .map(({ pattern: { missing }, marks }) => ({
          heading: words.missing[missing],
          chart: intervalPlot(
            {
              id: `missing-${missing}`,
              title: `${words.chart(metric)}: ${words.missing[missing]}`,
              description: marks.map(({ label, value }) => `${label}: ${value}`).join('; '),
            },
            marks,
            { axis: metric, domain },
            language,
          ),
        })),
      // The table beneath it holds them.
      tables: null,
    },
    language,
  );
}

function figures({ patterns }: Missingness, results: Results, language: Language): Markup {
  const words = missingnessWords[language];
  const { select } = results.evaluation;
  const shown = shownMetrics(results);
  return table({
    id: 'missingness-figures',
    caption: words.caption,
    wordColumns: 1,
    columns: [
      words.case,
      words.answer,
      words.onValidation(metricLabel(select, language)),
      ...shown.map(name => words.onTest(metricLabel(name, language))),
    ],
    rows: patterns.flatMap(({ missing, ways, best }) =>
      ways.map(({ by, cell, validation, test }) => ({
        heading: html`${words.missing[missing]}${by === best && ways.length > 1 ? html` <span class="tag">${words.best}</span>` : null}`,
        cells: [
          html`${words.means[by]}${by === 'single' ? html` <span class="range">${cellNamed(cell, results, language)}</span>` : null}`,
          intervalCell(validation[select], language),
          ...shown.map(name => intervalCell(test[name], language)),
        ],
      })),
    ),
  });
}
