import type { MetricName } from '../../evaluate/index.ts';
import type { Cell, Choice, FigureInterval, Results } from '../../study/index.ts';
import { cellOf, type EncoderPair, encoderPairs, familyOf } from '../cells.ts';
import { sharedDomain } from '../charts/interval-plot.ts';
import { type CurvePoint, type LambdaPoint, lambdaCurve } from '../charts/lambda-curve.ts';
import { intervalsPhrase, metricPhrase } from '../difference-sentence.ts';
import { disclosure } from '../elements/disclosure.ts';
import { figure } from '../elements/figure.ts';
import { intervalCell } from '../elements/interval-cell.ts';
import { type LegendKey, legend } from '../elements/legend.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatEstimate } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { alignerName, alignerPhrase, headName, lambdaText, pairName } from '../names.ts';
import { lambdaWords } from '../words/lambda.ts';
import type { Language } from '../words/languages.ts';
import { nameWords } from '../words/names.ts';

const parts = ['validation', 'test'] as const;
type Part = (typeof parts)[number];

/** How the figure moves with λ, for every fused head that was tried with the shift. */
export function lambdaSection(results: Results, language: Language): Markup | null {
  const pairs = encoderPairs(results).map(pair => ({
    ...pair,
    choices: pair.choices.filter(({ byKind }) => byKind.shift !== undefined),
  }));
  const [first, ...others] = pairs.filter(({ choices }) => choices.length > 0);
  if (first === undefined) return null;
  const words = lambdaWords[language];
  return section({
    id: 'lambda',
    title: words.title,
    content: html`<p>${words.share}</p>
<p>${words.chosenOn}</p>
${pairCurves(first, 'curve-0', results, language)}${others.map((pair, k) =>
  disclosure(
    words.sameFor(pairName(pair, results, language)),
    pairCurves(pair, `curve-${k + 1}`, results, language),
  ),
)}`,
  });
}

function pairCurves(pair: EncoderPair, id: string, results: Results, language: Language): Markup {
  const { select } = results.evaluation;
  const families = pair.choices.map(choice => familyOf(choice, results));
  const intervals = families.flat().flatMap(cell => parts.map(part => cell[part][select]));
  const domain = sharedDomain(intervals.flatMap(interval => curvePoint(interval) ?? []));
  return html`${pair.choices.map((choice, k) =>
    headCurves(choice, `${id}-${k}`, { domain, cells: families[k] }, results, language),
  )}`;
}

function headCurves(
  choice: Choice,
  id: string,
  {
    domain,
    cells,
  }: { readonly domain: readonly [number, number]; readonly cells: readonly Cell[] },
  results: Results,
  language: Language,
): Markup {
  const words = lambdaWords[language];
  const { aligners, noAlignment } = nameWords[language];
  const { select } = results.evaluation;
  const metric = metricPhrase(select, language);
  const chosen = cellOf(results, choice.byKind.shift);
  const overall = cellOf(results, choice.cell);
  const name = words.headOf(
    headName(chosen, results, language),
    pairName(chosen, results, language),
  );
  const panels = parts.map(part => ({
    heading: part === 'validation' ? words.validationPanel : words.testPanel,
    chart: lambdaCurve(
      {
        id: `${id}-${part}`,
        title: words.chart(name, metric, part),
        description: cells
          .map(
            cell =>
              `${alignerName(cell.aligner, language)}: ${formatEstimate(cell[part][select], language)}`,
          )
          .join('; '),
      },
      { ...curveContent(cells, chosen, part, select), axis: 'λ', domain },
      language,
    ),
  }));
  const kinds = new Set(cells.map(({ aligner }) => aligner.kind));
  const keys: [LegendKey, string][] = [
    ['shift', words.shift],
    ['chosen', words.chosen],
    ...(kinds.has('none') ? [['none', noAlignment] as [LegendKey, string]] : []),
    ...(kinds.has('center') ? [['center', aligners.center] as [LegendKey, string]] : []),
  ];
  return figure(
    {
      caption: words.against(name, metric),
      note: words.note(
        lambdaText(chosen.aligner.lambda, language),
        alignerPhrase(overall.aligner, language),
        intervalsPhrase(results, language),
      ),
      panels,
      legend: legend(keys),
      tables: table({
        id: `${id}-table`,
        caption: words.caption(name, metric),
        columns: words.columns,
        rows: cells.map(cell => ({
          heading: alignerName(cell.aligner, language),
          cells: parts.map(part => intervalCell(cell[part][select], language)),
        })),
      }),
    },
    language,
  );
}

function curveContent(cells: readonly Cell[], chosen: Cell, part: Part, select: MetricName) {
  const pointOf = (cell: Cell | undefined) =>
    cell === undefined ? null : curvePoint(cell[part][select]);
  const shifts = cells.flatMap((cell): LambdaPoint[] => {
    const point = pointOf(cell);
    const { kind, lambda } = cell.aligner;
    if (kind !== 'shift' || lambda === null || point === null) return [];
    return [{ ...point, lambda, chosen: cell.id === chosen.id }];
  });
  return {
    shifts: shifts.sort((a, b) => a.lambda - b.lambda),
    none: pointOf(cells.find(({ aligner }) => aligner.kind === 'none')),
    center: pointOf(cells.find(({ aligner }) => aligner.kind === 'center')),
  };
}

function curvePoint({ estimate, low, high }: FigureInterval): CurvePoint | null {
  return estimate === null || low === null || high === null ? null : { estimate, low, high };
}
