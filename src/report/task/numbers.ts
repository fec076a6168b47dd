import type { Cell } from '../../study/index.ts';
import { bestCells } from '../cells.ts';
import { numberScatter } from '../charts/number-scatter.ts';
import { figure } from '../elements/figure.ts';
import { section } from '../elements/section.ts';
import { table } from '../elements/table.ts';
import { formatCount, formatNumber } from '../format.ts';
import { html, type Markup } from '../markup.ts';
import { meanProbabilities } from '../mean-probabilities.ts';
import { cellPhrase, isSingle } from '../names.ts';
import type { ReportRun } from '../run.ts';
import type { Language } from '../words/languages.ts';
import { taskWords } from '../words/task.ts';
import { figureTexts } from './figures.ts';

/** More dots than this hide one another and make a page heavy. */
const mostDots = 1500;

const bandCount = 5;

type Point = readonly [truth: number, predicted: number];

/** Predicted over true numbers of the best cells; null where no number was learnt. */
export function numbersSection(run: ReportRun, language: Language): Markup | null {
  const { results, rows } = run;
  const { targets } = rows;
  if (results.task?.kind !== 'regression' || targets === undefined) return null;
  const words = taskWords[language];
  const target = results.task.target ?? '';
  const { fused, single } = bestCells(results);
  const drawn = [fused, single].flatMap(cell => {
    const own = cell === null ? undefined : run.predictions.get(cell.id);
    if (cell === null || own === undefined) return [];
    const { data } = meanProbabilities(own.test);
    return [{ cell, points: Array.from(data, (y, i): Point => [targets.test.data[i], y]) }];
  });
  if (drawn.length === 0) return null;
  const panel = ({ cell, points }: { cell: Cell; points: readonly Point[] }, i: number) => ({
    heading: cellPhrase(cell, results, language),
    chart: numberScatter(
      {
        id: `numbers-${i}`,
        title: `${words.scatterTitle}: ${cellPhrase(cell, results, language)}`,
        description: figureTexts(cell, results, language).join('; '),
      },
      {
        points: spread(points),
        axes: [words.scatterAxes(target)[0], words.scatterAxes(target)[1]],
        colour: isSingle(cell) ? 'single' : 'fused',
      },
      language,
    ),
  });
  return section({
    id: 'numbers',
    title: words.scatterTitle,
    content: html`<p>${words.scatterReading(target)}</p>
${figure(
  {
    caption: words.scatterTitle,
    panels: drawn.map(panel),
    tables: html`${drawn.map(({ cell, points }, i) =>
      table({
        id: `number-bands-${i}`,
        caption: `${cellPhrase(cell, results, language)}: ${words.scatterTable}`,
        columns: words.scatterColumns,
        rows: bandRows(points, language),
      }),
    )}`,
  },
  language,
)}`,
  });
}

/** Rows spread evenly over all, where there are too many. */
function spread(points: readonly Point[]): readonly Point[] {
  const step = Math.ceil(points.length / mostDots);
  return points.filter((_, i) => i % step === 0);
}

function bandRows(points: readonly Point[], language: Language) {
  const sorted = [...points].sort(([a], [b]) => a - b);
  const size = Math.max(1, Math.ceil(sorted.length / bandCount));
  const bands = Array.from({ length: Math.ceil(sorted.length / size) }, (_, k) =>
    sorted.slice(k * size, (k + 1) * size),
  );
  const mean = (values: readonly number[]) =>
    formatNumber(values.reduce((sum, y) => sum + y, 0) / values.length, language, 2);
  return bands.map(band => ({
    heading: `${formatNumber(band[0][0], language, 2)} – ${formatNumber(band[band.length - 1][0], language, 2)}`,
    cells: [
      formatCount(band.length, language),
      mean(band.map(([truth]) => truth)),
      mean(band.map(([, predicted]) => predicted)),
    ],
  }));
}
