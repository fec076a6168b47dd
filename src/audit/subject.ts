import type { Dataset, Split } from '../data/index.ts';
import type { AuditOptions } from './audit-options.ts';
import type { AuditEvidence } from './evidence.ts';
import { type Field, readField } from './fields.ts';
import { type GroupNumbers, numberGroups } from './group-numbers.ts';
import { type Levels, levelsOf } from './levels.ts';
import { type Membership, membershipOf } from './membership.ts';
import { type Parts, partsOf } from './parts.ts';

/** A data set laid out for the checks: by columns and numbers, each made once. */
export interface Subject {
  readonly dataset: Dataset;
  readonly split: Split | null;
  readonly evidence: AuditEvidence;
  readonly options: AuditOptions;
  /** Null where the data are in no parts. */
  readonly parts: Parts | null;
  readonly groups: GroupNumbers;
  readonly membership: Membership;
  readonly fields: readonly Field[];
  /** Levels of `fields`, in their order. */
  readonly levels: readonly Levels[];
}

export function auditSubject(
  dataset: Dataset,
  split: Split | null,
  { evidence, options }: { readonly evidence: AuditEvidence; readonly options: AuditOptions },
): Subject {
  const { samples } = dataset;
  const names = [...new Set(samples.slice(0, 1).flatMap(({ record }) => Object.keys(record)))];
  const fields = names.map(name => readField(name, samples));
  return {
    dataset,
    split,
    evidence,
    options,
    parts: partsOf(dataset, split),
    groups: numberGroups(samples.map(({ group }) => group)),
    membership: membershipOf(dataset),
    fields,
    levels: fields.map(field => levelsOf(field, dataset.classes.length)),
  };
}
