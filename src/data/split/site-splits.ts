import { MingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { nearestName } from '../nearest-name.ts';
import type { SplitCases } from './cases.ts';
import { cutValidation } from './grouped-split.ts';
import { leftOutSample } from './left-out.ts';
import type { SettingsOf } from './settings.ts';
import type { SplitParts } from './split.ts';

/**
 * The sites of a data set, sorted.
 *
 * @throws E_SPLIT where it names fewer than two
 */
export function sitesOf({ name, samples }: Dataset): string[] {
  const sites = new Set(samples.flatMap(({ site }) => (site === null ? [] : [site])));
  if (sites.size > 1) return [...sites].sort();
  throw new MingaError('E_SPLIT', {
    found: `${name} names ${sites.size === 0 ? 'no site' : 'one site only'}`,
    expected: 'two sites or more, so that one can be left out',
    fix: 'name the column of the site in the data set’s settings, or split by another method',
  });
}

/**
 * The split that tests some sites and learns from all others. A row that names no site is left out,
 * and so is one whose group has been at a tested site.
 *
 * @throws E_SPLIT where a site does not occur, or no other is left
 */
export function siteSplit(
  cases: SplitCases,
  settings: SettingsOf<'site'>,
  tested: readonly string[],
): SplitParts {
  const { dataset, groupOf } = cases;
  checkSites(dataset, tested);
  const siteOf = (index: number) => dataset.samples[index].site;
  const isTested = (index: number) => tested.includes(siteOf(index) ?? '');
  const all = Int32Array.from(dataset.samples.keys());
  const known = all.filter(index => siteOf(index) !== null);
  const test = known.filter(isTested);
  const visitors = new Set(Array.from(test, index => groupOf[index]));
  const visited = (index: number) => !isTested(index) && visitors.has(groupOf[index]);
  const others = known.filter(index => !isTested(index) && !visited(index));
  if (others.length === 0) {
    throw new MingaError('E_SPLIT', {
      found: `every group of ${dataset.name} (by ${settings.group}) is at ${tested.join(', ')} too: nothing is left to train on`,
      expected: 'groups at one site, or split.group: null',
    });
  }
  const share = validationShare(dataset, settings.validation, known.length, others.length);
  const cut = cutValidation(cases, others, share, { seed: settings.seed });
  const unknown = Array.from(
    all.filter(index => siteOf(index) === null),
    index => leftOutSample(dataset, index, 'no site'),
  );
  const guests = Array.from(known.filter(visited), index =>
    leftOutSample(dataset, index, `its ${settings.group} is at a tested site too`),
  );
  const leftOut = [...unknown, ...guests].sort((a, b) => a.index - b.index);
  return { ...cut, test, leftOut, warnings: [] };
}

/**
 * A share of all samples as a share of those that training and validation are made from.
 *
 * @throws E_SPLIT where they are too few
 */
export function validationShare(
  dataset: Dataset,
  validation: number,
  all: number,
  rest: number,
): number {
  const share = (validation * all) / rest;
  if (share < 1) return share;
  throw new MingaError('E_SPLIT', {
    found: `${rest} of ${all} rows of ${dataset.name} are not tested, and validation is ${validation} of all`,
    expected: 'something left to train on',
    fix: 'make split.validation smaller',
  });
}

function checkSites(dataset: Dataset, tested: readonly string[]): void {
  const sites = sitesOf(dataset);
  const unknown = tested.find(name => !sites.includes(name));
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, sites);
    throw new MingaError('E_SPLIT', {
      found: `no row of ${dataset.name} is at "${unknown}": its sites are ${sites.join(', ')}`,
      expected: 'one of these',
      fix: nearest === undefined ? undefined : `did you mean "${nearest}"?`,
    });
  }
  if (tested.length < sites.length) return;
  throw new MingaError('E_SPLIT', {
    found: `every site of ${dataset.name} is tested`,
    expected: 'one left to train on',
  });
}
