import { createHash } from 'node:crypto';
import type { Dataset, Sample } from '../dataset.ts';
import { groupNames, strataNames } from './cases.ts';
import type { SplitSettings } from './settings.ts';

/**
 * SHA-256 (hex) of what a split goes by: ids, labels, groups, strata, and by its method times, sites
 * or parts. Texts and other fields may change without it; the order of the rows does not matter.
 */
export function casesHash(dataset: Dataset, settings: SplitSettings): string {
  const groupOf = groupNames(dataset, settings.group);
  const strata = 'stratify' in settings ? strataNames(dataset, settings.stratify) : null;
  const ownOf = readingOf(settings);
  const lines = dataset.samples.map((sample, index) =>
    JSON.stringify([sample.id, sample.labels, groupOf(sample), ownOf(sample), strata?.[index]]),
  );
  const hash = createHash('sha256');
  for (const line of lines.sort()) hash.update(line).update('\n');
  return hash.digest('hex');
}

function readingOf({ method }: SplitSettings): (sample: Sample) => string | null {
  switch (method) {
    case 'time':
      return ({ time }) => time;
    case 'site':
      return ({ site }) => site;
    case 'given':
      return ({ part }) => part;
    default:
      return () => null;
  }
}
