import type {
  FigureInterval,
  Results,
  SubgroupFieldResult,
  SubgroupGap,
} from '../../study/index.ts';
import { intervalPhrase, metricLabel, metricPhrase } from '../difference-sentence.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatEstimate, formatRange, listed } from '../format.ts';
import { formatP } from '../joint-signal-finding.ts';
import { html, type Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { subgroupWords } from '../words/subgroups.ts';
import { trustWords } from '../words/trust.ts';

const shown = ['accuracy', 'balancedAccuracy', 'auroc'] as const;

/** The best head by groups of test rows, the largest gap of each field, and what is too small. */
export function subgroupsPart(results: Results, language: Language): Markup {
  const { subgroups } = results;
  if (subgroups === undefined || subgroups.fields.length === 0) return html``;
  const words = trustWords[language];
  const { least, gapsLookedAt, fields } = subgroups;
  return html`<p>${words.looks(
    formatCount(gapsLookedAt, language),
    formatCount(least.cases, language),
    formatCount(least.ofClass, language),
  )}</p>
<ul>${fields.flatMap(field =>
    sentences(field, results, language).map(text => html`<li>${text}</li>`),
  )}</ul>
${fields.map((field, k) => fieldTable(field, k, language))}`;
}

function sentences(field: SubgroupFieldResult, results: Results, language: Language): string[] {
  const words = subgroupWords[language];
  const small = field.groups.filter(group => group.small).map(nameIn(language));
  const narrow = field.groups
    .filter(group => shown.some(metric => hasNoWidth(group[metric])))
    .map(nameIn(language));
  return [
    gapSentence(field, results, language),
    ...(small.length === 0 ? [] : [words.smallGroups(field.field, listed(small, language))]),
    ...(narrow.length === 0 ? [] : [words.noWidth(field.field, listed(narrow, language))]),
  ];
}

function gapSentence(
  { field, gap, groups }: SubgroupFieldResult,
  results: Results,
  language: Language,
) {
  const words = subgroupWords[language];
  if (gap === null) return words.noGap(field);
  const missing = new Set(groups.filter(group => group.missing).map(({ name }) => name));
  const named = (name: string) => nameIn(language)({ name, missing: missing.has(name) });
  return words.gap({
    field,
    metric: metricPhrase(gap.metric, language),
    high: named(gap.high),
    low: named(gap.low),
    size: formatEstimate(gap.difference, language),
    interval: intervalPhrase(results, language),
    range: formatRange(gap.difference, language),
    p: formatP(gap.adjusted, language),
    over: isOverAll(gap, results) ? '' : words.over(listed(gap.classes ?? [], language)),
  });
}

/** Of two classes there is one AUROC; older runs do not say over which classes a gap is. */
function isOverAll({ classes }: SubgroupGap, { dataset }: Results): boolean {
  const all = dataset.classes.length;
  return classes === undefined || all === 2 || classes.length === all;
}

function nameIn(language: Language) {
  return ({ name, missing }: { readonly name: string; readonly missing: boolean }) =>
    missing ? trustWords[language].missing : name;
}

/** True where every resample gave the estimate itself. */
function hasNoWidth({ estimate, low, high }: FigureInterval): boolean {
  return estimate !== null && low === high && low === estimate;
}

function fieldTable({ field, groups }: SubgroupFieldResult, k: number, language: Language): Markup {
  const words = trustWords[language];
  return table({
    id: `trust-group-${k}`,
    caption: words.subgroups(field),
    columns: [words.group, words.cases, ...shown.map(name => metricLabel(name, language))],
    rows: groups.map(group => {
      const name = nameIn(language)(group);
      return {
        heading: group.small ? html`${name} <span class="range">${words.small}</span>` : name,
        cells: [
          formatCount(group.cases, language),
          ...shown.map(metric => intervalCell(group[metric], language)),
        ],
      };
    }),
  });
}
