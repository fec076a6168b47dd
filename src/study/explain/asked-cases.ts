import { MingaError } from '../../errors/index.ts';
import { mostProbable } from '../../evaluate/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import type { PreparedStudy } from '../prepared-study.ts';
import { pairOf } from '../training.ts';
import type { ExplainedModel } from './explained-model.ts';
import type { ExplainPlan } from './plan-schema.ts';

/** A test case that is shown by itself, and what the model says of it. */
export interface AskedCase {
  /** Its place among the samples of the data set. */
  readonly index: number;
  readonly id: string;
  readonly label: string;
  /** A class, by its place among the classes. */
  readonly predicted: number;
  /** Of the predicted class. */
  readonly score: number;
}

/** @throws E_PLAN where a plan asks for a case that is no test row with vectors */
export function checkAskedCases(
  { cases, occlusion, nearest }: ExplainPlan,
  { dataset, parts }: Pick<PreparedStudy, 'dataset' | 'parts'>,
): void {
  if ('worst' in cases || (occlusion === 0 && nearest === 0)) return;
  const ids = new Set(Array.from(parts.test, i => dataset.samples[i].id));
  const unknown = cases.find(id => !ids.has(id));
  if (unknown === undefined) return;
  throw new MingaError('E_PLAN', {
    found: `explain.cases: "${unknown}" is no test row with vectors`,
    expected: `ids of the ${ids.size} test rows`,
    fix: 'predictions/cases.json of the run lists them; worst:5 chooses by itself',
  });
}

/** The cases that a plan names, which it was checked for, or those that the model is most wrong about. */
export async function askedCases(
  model: ExplainedModel,
  wanted: ExplainPlan['cases'],
  { dataset, encoded, parts }: FinishedGrid,
): Promise<AskedCase[]> {
  const probabilities = await model.predict(await pairOf(model.design, encoded, parts.test));
  const all = Array.from(parts.test, (index, i): AskedCase => {
    const { id, label } = dataset.samples[index];
    const predicted = mostProbable(probabilities.row(i));
    return { index, id, label, predicted, score: probabilities.row(i)[predicted] };
  });
  if ('worst' in wanted) {
    return all
      .filter(({ label, predicted }) => dataset.classes[predicted] !== label)
      .sort((a, b) => b.score - a.score)
      .slice(0, wanted.worst);
  }
  return wanted.flatMap(wantedId => all.find(({ id }) => id === wantedId) ?? []);
}
