import type { Cell } from '../../study/index.ts';
import { bestCells } from '../cells.ts';
import { rocPanel } from '../charts/roc-panel.ts';
import { type ClassCurves, classCurves } from '../class-curves.ts';
import { figure } from '../elements/figure.ts';
import { type LegendKey, legend } from '../elements/legend.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatMany, formatNumber, shortened, undefinedFigure } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { cellLabel, cellPhrase, isSingle } from '../names.ts';
import type { ReportRun } from '../run.ts';
import { curvesWords } from '../words/curves.ts';
import type { Language } from '../words/languages.ts';

/** More small panels than this are a list, and the table is the better list. */
const mostClasses = 11;

interface Drawn {
  readonly cell: Cell;
  readonly curves: ClassCurves;
}

/** How the best single modality and the best fused head rank cases of each class. */
export function curvesSection(run: ReportRun, language: Language): Markup | null {
  const { results } = run;
  const { single, fused } = bestCells(results);
  const drawn = { single: drawnOf(single, run), fused: drawnOf(fused, run) };
  if (drawn.single === null && drawn.fused === null) return null;
  const words = curvesWords[language];
  const seeds = (drawn.fused ?? drawn.single)?.cell.fits.length ?? 0;
  const both = [drawn.fused, drawn.single].filter(each => each !== null);
  return section({
    id: 'curves',
    title: words.title,
    content: html`<p>${words.reading}</p>
<p>${words.ensemble(formatMany(seeds, 'seed', language))}</p>
${curvesFigure(drawn, both, run, language)}`,
  });
}

function drawnOf(cell: Cell | null, { predictions, rows }: ReportRun): Drawn | null {
  const own = cell === null ? undefined : predictions.get(cell.id);
  return cell === null || own === undefined
    ? null
    : { cell, curves: classCurves(rows.labels.test, own) };
}

function curvesFigure(
  { single, fused }: { readonly single: Drawn | null; readonly fused: Drawn | null },
  both: readonly Drawn[],
  { results }: ReportRun,
  language: Language,
): Markup {
  const words = curvesWords[language];
  const { classes } = results.dataset;
  const counts = classes.map(name => results.split.test.classes[name] ?? 0);
  // With two classes the curve of one is that of the other, turned round: class 1 says it all.
  const binary = classes.length === 2;
  const wanted = binary ? [1] : mostFrequent(counts);
  const short = (area: number) => formatNumber(Number.isNaN(area) ? null : area, language, 2);
  const panel = (
    id: string,
    name: string,
    part: (curves: ClassCurves) => { line: ClassCurves['macro']; area: number },
  ) => {
    const areas = [
      ...(fused === null ? [] : [`${words.fused} ${short(part(fused.curves).area)}`]),
      ...(single === null ? [] : [`${words.single} ${short(part(single.curves).area)}`]),
    ].join(', ');
    return {
      heading: html`${shortened(name, 40)} <span class="range">${areas}</span>`,
      chart: rocPanel(
        {
          id: `roc-${id}`,
          title: words.roc(name),
          description: words.area(areas),
        },
        {
          fused: fused === null ? null : part(fused.curves).line,
          single: single === null ? null : part(single.curves).line,
        },
        language,
      ),
    };
  };
  const ofClass = (c: number) =>
    panel(
      String(c),
      words.ofClass(classes[c], formatMany(counts[c], 'case', language)),
      curves => ({
        line: curves.classes[c],
        area: curves.areas[c],
      }),
    );
  const macro = binary
    ? []
    : [
        panel('macro', words.mean, curves => ({
          line: curves.macro,
          area: curves.macroArea,
        })),
      ];
  const left = classes.length - wanted.length;
  const more = binary || left === 0 ? '' : ` ${words.inTable(formatMany(left, 'class', language))}`;
  return figure(
    {
      caption: words.caption,
      note: `${words.note}${more}`,
      panels: [...macro, ...wanted.map(ofClass)],
      size: 'small',
      legend: legend([
        ...both.map(({ cell }): [LegendKey, string] => [
          isSingle(cell) ? 'single' : 'fused',
          cellPhrase(cell, results, language),
        ]),
        ['chance', words.chance],
      ]),
      tables: table({
        id: 'roc-areas',
        caption: words.tableCaption,
        columns: [
          words.class,
          words.cases,
          ...both.map(({ cell }) => cellLabel(cell, results, language)),
        ],
        rows: [
          ...classes.map((name, c) => ({
            heading: name,
            cells: [
              formatCount(counts[c], language),
              ...both.map(({ curves }) => short(curves.areas[c])),
            ],
          })),
          {
            heading: binary ? words.aurocOf(classes[1]) : words.mean,
            cells: [undefinedFigure, ...both.map(({ curves }) => short(curves.macroArea))],
          },
        ],
      }),
    },
    language,
  );
}

/** The classes with the most test cases, in the order of the classes. */
function mostFrequent(counts: readonly number[]): number[] {
  const order = counts.map((_, c) => c).sort((a, b) => counts[b] - counts[a]);
  return order.slice(0, mostClasses).sort((a, b) => a - b);
}
