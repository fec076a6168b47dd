import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';
import { madeSplitSchema, type SplitSettings, withoutRepeats } from './settings.ts';

const ids = z.array(z.string());
const parts = z.strictObject({ train: ids, validation: ids, test: ids });

const first = z.strictObject({
  format: z.literal('minga-split'),
  version: z.literal(1),
  dataset: z.strictObject({ name: z.string(), hash: z.string() }),
  hash: z.string(),
  settings: z.strictObject({
    test: z.number(),
    validation: z.number(),
    seed: z.number(),
    group: z.string().nullable(),
  }),
  parts,
});

const second = z.strictObject({
  format: z.literal('minga-split'),
  version: z.literal(2),
  dataset: z.strictObject({ name: z.string(), hash: z.string(), cases: z.string() }),
  hash: z.string(),
  settings: madeSplitSchema,
  parts,
  leftOut: z.array(z.strictObject({ id: z.string(), code: z.string(), reason: z.string() })),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string() })),
});

/** What a split's file says, whatever its version. */
export interface SplitFile extends Omit<z.output<typeof second>, 'settings' | 'dataset'> {
  readonly dataset: {
    readonly name: string;
    readonly hash: string;
    /** As `casesHash`; null in files of version 1. */
    readonly cases: string | null;
  };
  readonly settings: SplitSettings;
}

/** @throws E_SPLIT where the text is not that of a split */
export function parseSplitFile(text: string, name: string): SplitFile {
  const parsed = z.discriminatedUnion('version', [first, second]).safeParse(parseJson(text));
  if (!parsed.success) {
    throw new MingaError('E_SPLIT', {
      found: `${name} is not a split: ${z.prettifyError(parsed.error)}`,
      expected: 'a file that saveSplit wrote, of version 1 or 2',
    });
  }
  const file = parsed.data;
  if (file.version === 2) return { ...file, settings: withoutRepeats(file.settings) };
  return {
    ...file,
    version: 2,
    dataset: { ...file.dataset, cases: null },
    settings: {
      ...file.settings,
      method: 'grouped',
      stratify: ['label'],
      smallClasses: 'refuse',
    },
    leftOut: [],
    warnings: [],
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
