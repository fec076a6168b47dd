import {
  type ClassMetricName,
  delongTest,
  holm,
  type MetricName,
  metricNames,
  permutationTest,
} from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { StudyListener } from '../events.ts';
import { type LabelledRows, seedMatrices } from '../figures.ts';
import type { Comparison } from '../results.ts';
import type { ComparisonTests } from '../schema/index.ts';
import type { FinishedCell } from '../training.ts';

export interface TestOptions {
  readonly select: ClassMetricName;
  readonly resamples: number;
  readonly onEvent?: StudyListener;
}

/** More would tell no more than whether p is under 0.001. */
const mostPermutations = 1000;

/** Each comparison with its tests in the plan's metric, on the test rows; as it is where no class is learnt. */
export async function withTests(
  comparisons: readonly Comparison[],
  finished: readonly FinishedCell[],
  test: LabelledRows,
  {
    select: asked,
    resamples,
    onEvent,
  }: Omit<TestOptions, 'select'> & { readonly select: MetricName },
): Promise<Comparison[]> {
  const select = metricNames.find(name => name === asked);
  const untested = test.signs !== undefined || test.numbers !== undefined;
  if (comparisons.length === 0 || select === undefined || untested) return [...comparisons];
  onEvent?.({ kind: 'stage', name: 'Testing', unit: 'pair', total: comparisons.length });
  const predictions = testPredictions(finished);
  const tests: Omit<ComparisonTests, 'holm'>[] = [];
  for (const { a, b } of comparisons) {
    await new Promise(resolve => setImmediate(resolve));
    const pair = { a: predictions.get(a) ?? [], b: predictions.get(b) ?? [] };
    tests.push({ metric: select, ...testPair(pair, test, { select, resamples }) });
    onEvent?.({ kind: 'progress', done: tests.length });
  }
  const corrected = holm(tests.map(({ permutation }) => permutation));
  return comparisons.map((comparison, k) => ({
    ...comparison,
    tests: { ...tests[k], holm: corrected[k] },
  }));
}

/** By cell id, one matrix a seed. */
export function testPredictions(finished: readonly FinishedCell[]): Map<string, readonly Matrix[]> {
  return new Map(finished.map(({ design, trained }) => [design.id, seedMatrices(trained, 'test')]));
}

/** The p's of one pair; null where undefined. */
export function testPair(
  pair: { readonly a: readonly Matrix[]; readonly b: readonly Matrix[] },
  { labels, groups }: LabelledRows,
  { select, resamples }: Omit<TestOptions, 'onEvent'>,
): Pick<ComparisonTests, 'permutation' | 'delong'> {
  const input = { labels, groups, ...pair };
  const permutations = Math.min(resamples, mostPermutations);
  return {
    permutation: known(permutationTest(input, select, { permutations }).p),
    delong: select === 'auroc' ? known(delongTest(input).p) : null,
  };
}

function known(p: number): number | null {
  return Number.isNaN(p) ? null : p;
}
