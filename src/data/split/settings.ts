import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';

const share = z.number().gt(0).lt(1);
const whole = z.int().min(0);

const group = z
  .string()
  .min(1)
  .nullable()
  .optional()
  .describe(
    'the column whose values must not be in two parts; the data set’s own by default, null for none',
  );

const common = {
  group,
  validation: share.default(0.1).describe('share of all samples'),
  seed: whole.default(0),
  stratify: z
    .union([
      z
        .string()
        .min(1)
        .transform(name => [name]),
      z.array(z.string().min(1)),
    ])
    .default(['label'])
    .describe('`label`, a column of the record, or a list of these; [] for nothing'),
};

const smallClasses = z
  .enum(['refuse', 'train', 'leave-out'])
  .default('refuse')
  .describe('what becomes of classes in too few groups to be in every part');

const repeats = z
  .int()
  .min(1)
  .max(1000)
  .default(1)
  .describe('so many splits, by the seeds from `seed` on; a study uses the first');

const leavesTraining = 'test and validation together must leave something to train on';

const grouped = z
  .strictObject({
    method: z
      .literal('grouped')
      .optional()
      .transform(() => 'grouped' as const),
    ...common,
    test: share.default(0.2).describe('share of all samples'),
    smallClasses,
    repeats,
  })
  .refine(({ test, validation }) => test + validation < 1, {
    error: leavesTraining,
    path: ['validation'],
  });

const folds = z
  .strictObject({
    method: z.literal('folds'),
    ...common,
    folds: z.int().min(2).max(1000).default(5),
    fold: whole.default(0).describe('the one that is tested, from 0'),
    smallClasses,
    repeats,
  })
  .refine(({ folds: count, fold }) => fold < count, {
    error: 'fold counts from 0 to one less than folds',
    path: ['fold'],
  })
  .refine(({ folds: count, validation }) => 1 / count + validation < 1, {
    error: leavesTraining,
    path: ['validation'],
  });

const day = z
  .string()
  .regex(/^\d{4}/, 'a date such as 2017-12-31')
  .nullable()
  .default(null);

const time = z
  .strictObject({
    method: z.literal('time'),
    trainUntil: day.describe('the last date that trains'),
    validationUntil: day.describe('the last date that validates; what is later is tested'),
    test: share.default(0.2).describe('share of all samples, where no dates are given'),
    validation: share.default(0.1).describe('share of all samples, where no dates are given'),
    embargo: z.number().min(0).default(0).describe('days left out between two parts'),
    group: group.describe(
      'a column whose values must not be in two parts: later rows of a value seen earlier are left out; none by default',
    ),
  })
  .refine(({ test, validation }) => test + validation < 1, {
    error: leavesTraining,
    path: ['validation'],
  })
  .refine(dates => (dates.trainUntil === null) === (dates.validationUntil === null), {
    error: 'trainUntil and validationUntil go together',
    path: ['validationUntil'],
  })
  .refine(dates => (dates.trainUntil ?? '') <= (dates.validationUntil ?? ''), {
    error: 'validationUntil must be later than trainUntil',
    path: ['validationUntil'],
  });

const site = z
  .strictObject({
    method: z.literal('site'),
    ...common,
    test: z
      .union([
        z
          .string()
          .min(1)
          .transform(name => [name]),
        z.array(z.string().min(1)).min(1),
      ])
      .nullable()
      .default(null)
      .describe('the site or sites that are tested'),
    fold: whole.default(0).describe('where no site is named: the one in this place, by name'),
  })
  .describe('leave one site out');

const given = z.strictObject({ method: z.literal('given'), ...common });

const file = z.strictObject({
  method: z.literal('file'),
  path: z.string().min(1).describe('what `minga data split --out` or a run wrote'),
});

const methodNames = ['grouped', 'folds', 'time', 'site', 'given', 'file'] as const;
const unknownMethod = `one of ${methodNames.join(', ')} was expected`;

/** How a plan says that its samples are divided. */
export const splitSchema = z.discriminatedUnion(
  'method',
  [grouped, folds, time, site, given, file],
  { error: issue => (issue.code === 'invalid_union' ? unknownMethod : undefined) },
);

/** The settings that one split was made with. */
export const madeSplitSchema = z.discriminatedUnion('method', [grouped, folds, time, site, given]);

/** Settings as a person writes them: what is left out takes its default. */
export type SplitOptions = z.input<typeof splitSchema>;

export type SplitMethod = (typeof methodNames)[number];
export type SmallClasses = z.output<typeof smallClasses>;

type Made = z.output<typeof madeSplitSchema>;
type Resolved<T> = T extends unknown
  ? Omit<T, 'group' | 'repeats'> & { readonly group: string | null }
  : never;

/** How one split is made; every setting has a value. */
export type SplitSettings = Readonly<Resolved<Made>>;
export type SettingsOf<M extends SplitSettings['method']> = Extract<SplitSettings, { method: M }>;

/** What `makeSplit` is asked for: one way to divide, and how often. */
export type SplitRequest =
  | { readonly method: 'file'; readonly path: string }
  | { readonly method: 'made'; readonly settings: SplitSettings; readonly repeats: number };

/**
 * Settings with every default filled in, for a data set.
 *
 * @throws E_OPTION where a setting is out of its range or unknown
 */
export function splitRequest(dataset: Dataset, options: SplitOptions): SplitRequest {
  const parsed = splitSchema.safeParse(options);
  if (!parsed.success) {
    throw new MingaError('E_OPTION', {
      found: `the split's settings do not fit: ${z.prettifyError(parsed.error)}`,
      expected: 'settings as docs/splits.md lists them',
    });
  }
  const given = parsed.data;
  if (given.method === 'file') return { method: 'file', path: given.path };
  const group = resolvedGroup(given, dataset);
  const settings = withoutRepeats({ ...given, group });
  return { method: 'made', settings, repeats: 'repeats' in given ? given.repeats : 1 };
}

/** The settings of one split. */
export function withoutRepeats(made: Made): SplitSettings {
  const { group: named = null } = made;
  if (!('repeats' in made)) return { ...made, group: named };
  const { repeats: _, ...rest } = made;
  return { ...rest, group: named };
}

/** Weeks of one town are in several parts of a split by time on purpose. */
function resolvedGroup(
  { method, group: named }: { method?: SplitMethod; group?: string | null },
  dataset: Dataset,
): string | null {
  if (named !== undefined) return named;
  return method === 'time' ? null : dataset.groupColumn;
}
