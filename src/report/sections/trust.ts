import type { Results } from '../../study/index.ts';
import { metricLabel } from '../difference-sentence.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatNumber, upperFirst } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellPhrase } from '../names.ts';
import type { Language } from '../words/languages.ts';
import { trustWords } from '../words/trust.ts';

/** Calibration, thresholds, subgroups and rows unlike training rows, as tables. */
export function trustSection(results: Results, language: Language): Markup | null {
  const { thresholds } = results;
  if (thresholds === undefined) return null;
  const words = trustWords[language];
  const head = headOf(thresholds.cell, results, language);
  return section({
    id: 'trust',
    title: words.title,
    content: html`<p>${words.reading(head)}</p>
${calibrationTable(results, language)}${thresholdTable(results, language)}${subgroupTables(results, language)}${distanceTable(results, language)}`,
  });
}

function headOf(id: string, results: Results, language: Language): string {
  const cell = results.cells.find(each => each.id === id);
  return cell === undefined ? id : cellPhrase(cell, results, language);
}

function calibrationTable(results: Results, language: Language): Markup {
  const words = trustWords[language];
  const shown = ['logLoss', 'ece', 'balancedAccuracy'] as const;
  return table({
    id: 'trust-calibration',
    caption: words.calibration,
    columns: [
      words.head,
      words.method,
      ...shown.flatMap(name => {
        const label = metricLabel(name, language);
        return [words.before(label), words.after(label)];
      }),
    ],
    rows: (results.calibration?.cells ?? []).map(({ cell, method, before, after }) => ({
      heading: upperFirst(headOf(cell, results, language)),
      cells: [
        words.methods[method],
        ...shown.flatMap(name => [
          intervalCell(before[name], language),
          intervalCell(after[name], language),
        ]),
      ],
    })),
  });
}

function thresholdTable({ thresholds }: Results, language: Language): Markup {
  const words = trustWords[language];
  return table({
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
    rows: (thresholds?.classes ?? []).map(each => ({
      heading: each.class,
      cells: [
        formatNumber(each.thresholds.reduce((a, b) => a + b, 0) / each.thresholds.length, language),
        intervalCell(each.sensitivity, language),
        intervalCell(each.specificity, language),
        intervalCell(each.ppv, language),
        intervalCell(each.npv, language),
      ],
    })),
  });
}

function subgroupTables({ subgroups }: Results, language: Language): Markup {
  if (subgroups === undefined || subgroups.fields.length === 0) return html``;
  const words = trustWords[language];
  const { least, gapsLookedAt, fields } = subgroups;
  const shown = ['accuracy', 'balancedAccuracy', 'auroc'] as const;
  return html`<p>${words.looks(
    formatCount(gapsLookedAt, language),
    formatCount(least.cases, language),
    formatCount(least.ofClass, language),
  )}</p>
${fields.map(({ field, groups }, k) =>
  table({
    id: `trust-group-${k}`,
    caption: words.subgroups(field),
    columns: [words.group, words.cases, ...shown.map(name => metricLabel(name, language))],
    rows: groups.map(group => {
      const name = group.missing ? words.missing : group.name;
      return {
        heading: group.small ? words.small(name) : name,
        cells: [
          formatCount(group.cases, language),
          ...shown.map(metric => intervalCell(group[metric], language)),
        ],
      };
    }),
  }),
)}`;
}

function distanceTable({ outOfDistribution }: Results, language: Language): Markup {
  const words = trustWords[language];
  const [hits, loss] = [metricLabel('accuracy', language), metricLabel('logLoss', language)];
  return table({
    id: 'trust-distance',
    caption: words.distance,
    columns: [
      words.modality,
      words.above,
      words.inside(hits),
      words.outside(hits),
      words.inside(loss),
      words.outside(loss),
    ],
    rows: (outOfDistribution?.modalities ?? []).map(({ encoder, above, inside, outside }) => ({
      heading: encoder,
      cells: [
        intervalCell(above, language),
        intervalCell(inside.accuracy, language),
        intervalCell(outside.accuracy, language),
        intervalCell(inside.logLoss, language),
        intervalCell(outside.logLoss, language),
      ],
    })),
  });
}
