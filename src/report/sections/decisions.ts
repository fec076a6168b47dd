import type { ClassCurvesResult, Results, ThresholdsResult } from '../../study/index.ts';
import { decisionPanel } from '../charts/decision-panel.ts';
import { precisionRecallPanel } from '../charts/precision-recall-panel.ts';
import { figure } from '../elements/figure.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { legend } from '../elements/legend.ts';
import { table } from '../elements/table.ts';
import {
  formatCount,
  formatEstimate,
  formatMany,
  formatNumber,
  formatRange,
  formatSetting,
  listed,
  shortened,
  upperFirst,
} from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { decisionWords } from '../words/decisions.ts';
import type { Language } from '../words/languages.ts';
import { trustWords } from '../words/trust.ts';

/** More small panels than this are a list, and the table is the better list. */
const mostClasses = 11;

/** Where scores are cut and what acting on them is worth. */
export function decisionsPart({ thresholds, curves, split }: Results, language: Language): Markup {
  const classes = curves?.classes ?? [];
  const count = ({ class: name }: ClassCurvesResult) => split.test.classes[name] ?? 0;
  const frequent = new Set(classes.toSorted((a, b) => count(b) - count(a)).slice(0, mostClasses));
  const drawn = classes.filter(each => frequent.has(each));
  const left = classes.length - drawn.length;
  const words = decisionWords[language];
  const more = left === 0 ? '' : ` ${words.inTable(formatMany(left, 'class', language))}`;
  return html`${thresholds === undefined ? null : thresholdPart(thresholds, language)}${
    classes.length === 0
      ? null
      : [
          precisionRecallFigure(classes, drawn, more, language),
          decisionFigure(classes, drawn, more, language),
        ]
  }`;
}

function thresholdPart({ classes, rule }: ThresholdsResult, language: Language): Markup {
  const words = trustWords[language];
  const { rules, reached, unreached } = decisionWords[language];
  const lost = classes.filter(each => !each.reached).map(each => each.class);
  const number = (value: number) => formatSetting(value, language);
  const said =
    rule.rule === 'sensitivity' || rule.rule === 'specificity'
      ? rules[rule.rule](number(rule.atLeast))
      : rule.rule === 'cost'
        ? rules.cost(number(rule.missed), number(rule.alarm))
        : rules[rule.rule];
  const kept = lost.length === 0 ? reached : unreached(listed(lost, language));
  return html`<p>${said} ${kept}</p>
${table({
  id: 'trust-thresholds',
  caption: words.thresholds,
  columns: [
    words.class,
    words.threshold,
    words.sensitivity,
    words.specificity,
    words.ppv,
    words.npv,
  ],
  rows: classes.map(each => ({
    heading: each.class,
    cells: [
      formatNumber(each.thresholds.reduce((a, b) => a + b, 0) / each.thresholds.length, language),
      intervalCell(each.sensitivity, language),
      intervalCell(each.specificity, language),
      intervalCell(each.ppv, language),
      intervalCell(each.npv, language),
    ],
  })),
})}`;
}

function precisionRecallFigure(
  classes: readonly ClassCurvesResult[],
  drawn: readonly ClassCurvesResult[],
  more: string,
  language: Language,
): Markup {
  const words = decisionWords[language];
  return figure(
    {
      caption: words.precisionRecall,
      note: `${words.precisionRecallNote}${more}`,
      panels: drawn.map((each, k) => {
        const own = each.averagePrecision;
        const [area, range] = [formatEstimate(own, language), formatRange(own, language)];
        return {
          heading: html`${shortened(each.class, 40)} <span class="range">${area} (${range})</span>`,
          chart: precisionRecallPanel(
            {
              id: `precision-recall-${k}`,
              title: words.precisionRecallOf(each.class),
              description: words.averagePrecision(
                area,
                range,
                formatNumber(each.prevalence, language),
              ),
            },
            each,
            language,
          ),
        };
      }),
      size: 'small',
      legend: legend([
        ['fused', words.model],
        ['chance', words.share],
      ]),
      tables: table({
        id: 'average-precision',
        caption: words.areaTable,
        columns: [trustWords[language].class, words.prevalence, words.area],
        rows: classes.map(({ class: name, prevalence, averagePrecision }) => ({
          heading: name,
          cells: [formatNumber(prevalence, language), intervalCell(averagePrecision, language)],
        })),
      }),
    },
    language,
  );
}

function decisionFigure(
  classes: readonly ClassCurvesResult[],
  drawn: readonly ClassCurvesResult[],
  more: string,
  language: Language,
): Markup {
  const words = decisionWords[language];
  return figure(
    {
      caption: words.decision,
      note: `${words.decisionNote}${more}`,
      panels: drawn.map((each, k) => ({
        heading: shortened(each.class, 40),
        chart: decisionPanel(
          {
            id: `decision-${k}`,
            title: words.decisionOf(each.class),
            description: words.better(
              formatCount(thresholdsWon(each), language),
              formatCount(each.decision.length, language),
            ),
          },
          each,
          language,
        ),
      })),
      size: 'small',
      legend: legend([
        ['fused', words.model],
        ['single', words.everyone],
        ['chance', words.noOne],
      ]),
      tables: classes.map((each, k) =>
        table({
          id: `net-benefit-${k}`,
          caption: words.decisionTable(each.class),
          columns: [
            trustWords[language].threshold,
            ...[words.model, words.everyone, words.noOne].map(upperFirst),
          ],
          rows: each.decision.map(({ threshold, model, all }) => ({
            heading: formatNumber(threshold, language, 2),
            cells: [
              intervalCell(model, language),
              formatNumber(all, language),
              formatNumber(0, language),
            ],
          })),
        }),
      ),
    },
    language,
  );
}

function thresholdsWon({ decision }: ClassCurvesResult): number {
  return decision.filter(({ model, all }) => model.low !== null && model.low > Math.max(0, all))
    .length;
}
