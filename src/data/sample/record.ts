import type { Random } from '../../tensor/index.ts';
import { growthMonths, type Kind, kinds, sites } from './kinds.ts';

/** What is written down about a lesion; an empty string is a missing value. */
export interface LesionRecord {
  /** Years, by fives. */
  readonly age: string;
  readonly sex: string;
  readonly site: string;
  readonly itch: string;
  readonly bleeding: string;
  readonly growth_months: string;
  /** The planted leak: what was arranged once the kind was known. */
  readonly follow_up_code: string;
}

/** Parts of the values that were never written down. */
const missing = { age: 0.05, sex: 0.02, site: 0.03, itch: 0.04, bleeding: 0, growth_months: 0.06 };

const codeSlips = 0.03;

/** The record of a lesion of this kind. */
export function drawRecord(kind: Kind, random: Random): LesionRecord {
  const unless = (part: number, value: string) => (random.uniform() < part ? '' : value);
  const yes = (probability: number) => (random.uniform() < probability ? 'yes' : 'no');
  const years = Math.min(90, Math.max(5, kind.age + 14 * random.normal()));
  return {
    age: unless(missing.age, String(5 * Math.round(years / 5))),
    sex: unless(missing.sex, random.uniform() < 0.5 ? 'female' : 'male'),
    site: unless(missing.site, sites[weighted(kind.site, random)]),
    itch: unless(missing.itch, yes(kind.itch)),
    bleeding: unless(missing.bleeding, yes(kind.bleeding)),
    growth_months: unless(
      missing.growth_months,
      String(growthMonths[weighted(kind.growth, random)]),
    ),
    follow_up_code: followUpCode(kind, random),
  };
}

function followUpCode(kind: Kind, random: Random): string {
  const slip = random.uniform() < codeSlips;
  const index = slip ? random.below(kinds.length) : kinds.indexOf(kind);
  return `F${index + 1}`;
}

function weighted(weights: readonly number[], random: Random): number {
  let left = random.uniform() * weights.reduce((sum, weight) => sum + weight, 0);
  const index = weights.findIndex(weight => {
    left -= weight;
    return left < 0;
  });
  return index < 0 ? weights.length - 1 : index;
}
