import { MingaError } from '../../errors/index.ts';
import { splitParts } from '../dataset.ts';
import type { SplitCases } from './cases.ts';
import { cutValidation } from './grouped-split.ts';
import { leftOutSample } from './left-out.ts';
import type { SettingsOf } from './settings.ts';
import { validationShare } from './site-splits.ts';
import type { SplitParts } from './split.ts';

/**
 * The data set's own split. Rows that it puts nowhere are left out; a validation part that it lacks
 * is cut from its training rows by whole groups.
 *
 * @throws E_SPLIT where the set has no training or no test rows of its own
 */
export function givenSplit(cases: SplitCases, settings: SettingsOf<'given'>): SplitParts {
  const { dataset } = cases;
  const all = Int32Array.from(dataset.samples.keys());
  const [train, validation, test] = splitParts.map(part =>
    all.filter(index => dataset.samples[index].part === part),
  );
  if (train.length === 0 || test.length === 0) {
    throw new MingaError('E_SPLIT', {
      found: `the own split of ${dataset.name} has ${train.length} rows to train, ${validation.length} to validate and ${test.length} to test`,
      expected: 'training and test rows',
      fix: 'name the column of the part in the data set’s settings, or split by another method',
    });
  }
  const leftOut = Array.from(
    all.filter(index => dataset.samples[index].part === null),
    index => leftOutSample(dataset, index, 'the set’s own split puts it in no part'),
  );
  if (validation.length > 0) return { train, validation, test, leftOut, warnings: [] };
  const used = train.length + test.length;
  const share = validationShare(dataset, settings.validation, used, train.length);
  const cut = cutValidation(cases, train, share, { seed: settings.seed });
  const message = `the set’s own split has no validation rows: ${cut.validation.length} of its ${train.length} training rows were taken, by ${settings.group ?? 'row'}, seed ${settings.seed}`;
  return { ...cut, test, leftOut, warnings: [{ code: 'validation-cut', message }] };
}
