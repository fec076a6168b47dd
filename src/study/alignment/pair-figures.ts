import { groupsOf, labelsOf } from '../parts.ts';
import type { Plan } from '../plan.ts';
import { alignerResult } from '../planned-aligner.ts';
import type { PreparedStudy } from '../prepared-study.ts';
import type { StudyOptions } from '../run.ts';
import { measureFigures } from './measure-figures.ts';
import type { Measured } from './measuring.ts';
import { type TaskName, taskNames } from './outcome.ts';
import type { StudiedAligner, StudiedPair } from './study-schema.ts';

/** Figures of every measure under every aligner, pair of encoders by pair. */
export async function pairFigures(
  measured: readonly Measured[],
  plan: Plan,
  { dataset, parts }: PreparedStudy,
  { onEvent }: StudyOptions,
): Promise<StudiedPair[]> {
  const { resamples, level } = plan.evaluate;
  const rows = { labels: labelsOf(dataset, parts.test), groups: groupsOf(dataset, parts.test) };
  const families = new Map<string, Measured[]>();
  for (const each of measured) {
    const name = JSON.stringify([each.job.image.result.id, each.job.text.result.id]);
    families.set(name, [...(families.get(name) ?? []), each]);
  }
  const measures = [...families.values()].map(measureNames);
  const total = measures.reduce((sum, names) => sum + names.length, 0);
  onEvent?.({ kind: 'stage', name: 'Resampling figures', unit: 'measure', total });
  let done = 0;
  const pairs: StudiedPair[] = [];
  for (const [f, family] of [...families.values()].entries()) {
    const aligners = family.map(
      ({ job, fitSeconds }): StudiedAligner => ({
        label: job.label,
        aligner: alignerResult(job.aligner),
        fitSeconds,
        measures: [],
      }),
    );
    for (const { task, name } of measures[f]) {
      // A resampling loop is long and synchronous: a bar must move and Ctrl-C work in between.
      await new Promise(resume => setImmediate(resume));
      const outcomes = new Map(
        family.flatMap(({ job, outcomes: own }) => {
          const outcome = own.get(task)?.get(name);
          return outcome === undefined ? [] : [[job.label, outcome] as const];
        }),
      );
      const figures = measureFigures(outcomes, rows, { resamples, level });
      for (const { label, measures: list } of aligners) {
        const own = figures.get(label);
        if (own !== undefined) list.push({ task, name, ...own });
      }
      done += 1;
      onEvent?.({ kind: 'progress', done });
    }
    const [{ job }] = family;
    pairs.push({
      image: job.image.result.id,
      text: job.text.result.id,
      dimensions: { image: job.image.result.dimension, text: job.text.result.dimension },
      aligners,
    });
  }
  return pairs;
}

/** Every measure that any aligner of a family has, in the order of the tasks. */
function measureNames(family: readonly Measured[]): { task: TaskName; name: string }[] {
  return taskNames.flatMap(task => {
    const names = new Set(
      family.flatMap(({ outcomes }) => [...(outcomes.get(task)?.keys() ?? [])]),
    );
    return [...names].map(name => ({ task, name }));
  });
}

/** Paired differences that a study holds. */
export function comparisonCount(pairs: readonly StudiedPair[]): number {
  return pairs
    .flatMap(({ aligners }) => aligners)
    .flatMap(({ measures }) => measures)
    .filter(({ differences }) => differences !== null).length;
}
