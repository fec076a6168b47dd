import type { ErrorCode } from '../../errors/index.ts';
import { type Dataset, makeDataset } from '../dataset.ts';
import { describeSplit, type LeftOutSample, type Split } from './split.ts';

/** An account of one sample that is in no part. */
export function leftOutSample(
  dataset: Dataset,
  index: number,
  reason: string,
  code: ErrorCode = 'E_SPLIT',
): LeftOutSample {
  const { id, line } = dataset.samples[index];
  return { index, id, place: `${dataset.name} line ${line}`, code, reason };
}

/**
 * A data set without the samples that a split leaves out, which are among its skipped rows then, and
 * the split over what is left. Classes that are gone are no classes any more. Where nothing is left
 * out both come back as they are.
 *
 * @throws E_CLASS_EMPTY where one class is left
 * @example
 * const { dataset, split } = withoutLeftOut(loaded, makeSplit(loaded, { smallClasses: 'leave-out' }));
 */
export function withoutLeftOut(dataset: Dataset, split: Split): { dataset: Dataset; split: Split } {
  if (split.leftOut.length === 0) return { dataset, split };
  const out = new Set(split.leftOut.map(({ index }) => index));
  const kept = dataset.samples.map((_, index) => index).filter(index => !out.has(index));
  const placeOf = new Map(kept.map((index, place) => [index, place]));
  const moved = (indices: Int32Array) => indices.map(index => placeOf.get(index) ?? -1);
  const { labelsFittedOn } = dataset;
  const left = makeDataset({
    ...dataset,
    multilabel: dataset.task === 'multilabel',
    samples: kept.map(index => dataset.samples[index]),
    labelsFittedOn:
      labelsFittedOn === null ? null : moved(labelsFittedOn.filter(index => !out.has(index))),
    skipped: [
      ...dataset.skipped,
      ...split.leftOut.map(({ id, place, code, reason }) => ({ id, place, code, reason })),
    ],
  });
  const parts = {
    train: moved(split.train),
    validation: moved(split.validation),
    test: moved(split.test),
    leftOut: [],
    warnings: split.warnings,
  };
  const groupsTotal = split.groupsTotal;
  return { dataset: left, split: describeSplit(left, parts, split.settings, groupsTotal) };
}
