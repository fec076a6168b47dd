import { MingaError } from '../../errors/index.ts';
import type { SplitCases } from './cases.ts';
import { type ClassPresence, classPresence } from './class-presence.ts';
import { leftOutSample } from './left-out.ts';
import type { SmallClasses } from './settings.ts';
import type { LeftOutSample, SplitWarning } from './split.ts';

/** The samples of a data set, by what small classes allow. */
export interface SmallClassPlan {
  /** Samples that are dealt out, ascending. */
  readonly dealt: Int32Array;
  /** Samples that may only train: those of the groups in which a small class occurs. */
  readonly trainOnly: Int32Array;
  readonly leftOut: readonly LeftOutSample[];
  readonly warnings: readonly SplitWarning[];
}

const namedClasses = 20;

/**
 * Sets apart the classes that are in fewer groups than there are parts to be in, as `smallClasses`
 * says. Of several labels a rare one is no reason to stop: what it lacks is told by
 * `class-absent` warnings of the split.
 *
 * @param needed groups that a class must be in
 * @param by the column of the groups
 * @throws E_SPLIT naming every class that is too small, where they are refused
 */
export function setSmallClassesApart(
  cases: SplitCases,
  smallClasses: SmallClasses,
  needed: number,
  by: string | null,
): SmallClassPlan {
  const { dataset, groupOf } = cases;
  const all = Int32Array.from(dataset.samples.keys());
  const none = { dealt: all, trainOnly: new Int32Array(0), leftOut: [], warnings: [] };
  if (dataset.task === 'multilabel' || dataset.task === 'regression') return none;
  const small = classPresence(cases).filter(({ groups }) => groups < needed);
  if (small.length === 0) return none;
  if (smallClasses === 'refuse') throw tooSmall(small, needed, by);
  const names = new Set(small.map(({ name }) => name));
  const isSmall = (index: number) => names.has(dataset.samples[index].label);
  if (smallClasses === 'leave-out') {
    const reason = (index: number) =>
      `class "${dataset.samples[index].label}" is in fewer than ${needed} groups`;
    return {
      ...none,
      dealt: all.filter(index => !isSmall(index)),
      leftOut: Array.from(all.filter(isSmall), index =>
        leftOutSample(dataset, index, reason(index), 'E_CLASS_EMPTY'),
      ),
      warnings: [smallWarning(small, by, 'are left out with all their rows')],
    };
  }
  const groups = new Set(Array.from(all.filter(isSmall), index => groupOf[index]));
  return {
    ...none,
    dealt: all.filter(index => !groups.has(groupOf[index])),
    trainOnly: all.filter(index => groups.has(groupOf[index])),
    warnings: [smallWarning(small, by, 'are in training rows only: no figure exists for them')],
  };
}

function tooSmall(small: readonly ClassPresence[], needed: number, by: string | null): MingaError {
  return new MingaError('E_SPLIT', {
    found: `too small to be in every part: ${listed(small, by)}`,
    expected: `${needed} groups of every class or more, one for each part`,
    fix: 'merge their labels with others; or set split.smallClasses to leave-out, which skips their rows, or to train, which keeps them in training rows without any figure for them',
  });
}

function smallWarning(
  small: readonly ClassPresence[],
  by: string | null,
  what: string,
): SplitWarning {
  const shown = listed(small.slice(0, namedClasses), by);
  const more = small.length > namedClasses ? ` and ${small.length - namedClasses} more` : '';
  return { code: 'class-small', message: `small classes ${what}: ${shown}${more}` };
}

function listed(small: readonly ClassPresence[], by: string | null): string {
  const unit = by === null ? '' : ` by ${by}`;
  return small
    .map(({ name, groups, rows }) => {
      const plural = groups === 1 ? 'group' : 'groups';
      return `class "${name}" has ${groups} ${plural}${unit} (${rows} ${rows === 1 ? 'row' : 'rows'})`;
    })
    .join(', ');
}
