import { bootstrap, perMetric } from '../../evaluate/index.ts';
import { intervalFigure, type LabelledRows } from '../figures.ts';
import { meanByGroup } from '../mean-by-group.ts';
import type { Outcome } from './outcome.ts';
import type { StudiedMeasure } from './study-schema.ts';

type Figures = Pick<StudiedMeasure, 'figures' | 'differences'>;

export interface MeasureOptions {
  readonly resamples: number;
  readonly level: number;
}

/**
 * Figures of one measure under every aligner that has it, each beside its paired difference to
 * `none`: the same resamples of groups, and of seeds, for all.
 *
 * @param outcomes by the aligner's label
 */
export function measureFigures(
  outcomes: ReadonlyMap<string, Outcome>,
  rows: LabelledRows,
  options: MeasureOptions,
): Map<string, Figures> {
  const seeds = new Map<string, Extract<Outcome, { kind: 'scores' }>['seeds']>();
  const shares = new Map<string, Float64Array>();
  for (const [label, outcome] of outcomes) {
    if (outcome.kind === 'scores') seeds.set(label, outcome.seeds);
    else shares.set(label, Float64Array.from(outcome.values.data));
  }
  return seeds.size > 0
    ? scoreFigures(seeds, rows, options)
    : shareFigures(shares, rows.groups, options);
}

function scoreFigures(
  seeds: ReadonlyMap<string, Extract<Outcome, { kind: 'scores' }>['seeds']>,
  rows: LabelledRows,
  options: MeasureOptions,
): Map<string, Figures> {
  const others = [...seeds.keys()].filter(label => label !== 'none');
  const compared = seeds.has('none') ? others : [];
  const { systems, pairs } = bootstrap(
    { ...rows, systems: Object.fromEntries(seeds) },
    { ...options, pairs: compared.map(label => [label, 'none'] as const) },
  );
  const differences = new Map(pairs.map(pair => [pair.a, pair.differences]));
  return new Map(
    [...seeds.keys()].map(label => {
      const difference = differences.get(label);
      return [
        label,
        {
          figures: perMetric(name => intervalFigure(systems[label][name])),
          differences:
            difference === undefined ? null : perMetric(name => intervalFigure(difference[name])),
        },
      ];
    }),
  );
}

function shareFigures(
  shares: ReadonlyMap<string, Float64Array>,
  groups: readonly string[],
  options: MeasureOptions,
): Map<string, Figures> {
  const none = shares.get('none');
  const recall = (values: Float64Array) => ({
    recall: intervalFigure({ ...meanByGroup(values, groups, 0, options), dropped: 0 }),
  });
  return new Map(
    [...shares].map(([label, values]) => [
      label,
      {
        figures: recall(values),
        differences:
          none === undefined || label === 'none' ? null : recall(values.map((x, i) => x - none[i])),
      },
    ]),
  );
}
