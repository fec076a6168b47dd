import * as Plot from '@observablehq/plot';
import type { Markup } from '../markup.ts';
import type { Language } from '../words/languages.ts';
import { type ChartText, drawChart, ticksIn } from './chart.ts';

type Point = readonly [number, number];

/** Two modalities in one plane; point k of each is the same case. */
export interface PointCloudContent {
  readonly imagePoints: readonly Point[];
  readonly textPoints: readonly Point[];
  /** Half the side of the square that is shown, so that neighbours share one scale. */
  readonly reach: number;
}

const side = 320;
/** Room for the numbers on the left and below. */
const room = 34;
const edge = 4;
/** More lines than this hide the points. */
const mostPairs = 30;

/**
 * Images as filled dots, records as open triangles, thin lines between some of the pairs. Each kind
 * is one path: a thousand elements would make the page ten times as heavy.
 */
export function pointCloud(
  text: ChartText,
  content: PointCloudContent,
  language: Language,
): Markup {
  const { imagePoints, textPoints, reach } = content;
  const span = side - room - edge;
  const share = (value: number) => (value + reach) / (2 * reach);
  const x = (point: Point) => (room + span * share(point[0])).toFixed(1);
  const y = (point: Point) => (edge + span * (1 - share(point[1]))).toFixed(1);
  const step = Math.max(1, Math.floor(imagePoints.length / mostPairs));
  const paired = imagePoints.filter((_, k) => k % step === 0).slice(0, mostPairs);
  const lines = paired.map((point, k) => {
    const other = textPoints[k * step];
    return `M${x(point)},${y(point)}L${x(other)},${y(other)}`;
  });
  // A line of no length with a round cap is a dot, in a fifth of a circle's characters.
  const dots = imagePoints.map(point => `M${x(point)},${y(point)}h0`);
  const triangles = textPoints.map(
    point => `M${x(point)},${(Number(y(point)) - 2.6).toFixed(1)}l2.5,4.4h-5z`,
  );
  const ticks = { ticks: 3, tickSize: 0, label: null, tickFormat: ticksIn(language) } as const;
  return drawChart(text, {
    width: side,
    height: side,
    margin: edge,
    marginLeft: room,
    marginBottom: room,
    x: { domain: [-reach, reach], range: [room, room + span], axis: null },
    y: { domain: [-reach, reach], range: [edge + span, edge], axis: null },
    marks: [
      Plot.gridX({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 3 }),
      Plot.gridY({ stroke: 'var(--line)', strokeOpacity: 1, ticks: 3 }),
      Plot.frame({ stroke: 'var(--line)' }),
      drawnPath(lines, { stroke: 'var(--soft)', 'stroke-width': '0.7', 'stroke-opacity': '0.75' }),
      drawnPath(dots, {
        stroke: 'var(--image)',
        'stroke-width': '4',
        'stroke-linecap': 'round',
        'stroke-opacity': '0.85',
      }),
      drawnPath(triangles, {
        stroke: 'var(--record)',
        'stroke-width': '1.1',
        'stroke-linejoin': 'round',
      }),
      Plot.axisX(ticks),
      Plot.axisY(ticks),
    ],
  });
}

function drawnPath(
  commands: readonly string[],
  attributes: Readonly<Record<string, string>>,
): Plot.RenderFunction {
  return (_index, _scales, _values, _dimensions, context) => {
    const path = context.document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('fill', 'none');
    for (const [name, value] of Object.entries(attributes)) path.setAttribute(name, value);
    path.setAttribute('d', commands.join(''));
    return path;
  };
}
