import { readFile, rename, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import * as z from 'zod';
import { MingaError } from '../errors/index.ts';
import { type Dataset, type SplitPart, splitParts } from './dataset.ts';
import { describeSplit, idsOf, type Split } from './split.ts';
import { splitGroups } from './split-groups.ts';

const ids = z.array(z.string());

const fileSchema = z.strictObject({
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
  parts: z.strictObject({ train: ids, validation: ids, test: ids }),
});

type SplitFile = z.infer<typeof fileSchema>;

/** Ids named in a message; more would bury it. */
const idsTold = 5;

/**
 * Writes a split as JSON, by the ids of its samples, so that it can be read against the same data
 * whatever the order of its rows. The ids are those of the data set: treat the file as it is treated.
 *
 * @throws E_FILE_MISSING where the file cannot be written
 * @example
 * await saveSplit('split.json', dataset, split);
 * const same = await loadSplit('split.json', dataset);
 */
export async function saveSplit(path: string, dataset: Dataset, split: Split): Promise<void> {
  const content: SplitFile = {
    format: 'minga-split',
    version: 1,
    dataset: { name: dataset.name, hash: dataset.hash },
    hash: split.hash,
    settings: split.settings,
    parts: {
      train: idsOf(dataset, split.train),
      validation: idsOf(dataset, split.validation),
      test: idsOf(dataset, split.test),
    },
  };
  const draft = `${path}.draft-${process.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600 });
    await rename(draft, path);
  } catch (cause) {
    throw new MingaError('E_FILE_MISSING', {
      found: `the split ${path} cannot be written`,
      expected: 'a folder that exists and can be written to',
      cause,
    });
  }
}

/**
 * Reads a split that `saveSplit` wrote, against a data set of the same samples.
 *
 * @throws E_FILE_MISSING where there is no such file
 * @throws E_SPLIT where the file is no split, names an id twice, lacks samples of the data set or
 * names others, or has a group in two parts
 * @throws E_CHECKSUM where its ids were changed after it was written
 */
export async function loadSplit(path: string, dataset: Dataset): Promise<Split> {
  const name = basename(path);
  const file = await readSplitFile(path, name);
  const indices = indicesOf(file, dataset, name);
  const groups = splitGroups(dataset, file.settings.group);
  const split = describeSplit(dataset, indices, file.settings, groups.length);
  if (split.hash !== file.hash) {
    throw new MingaError('E_CHECKSUM', {
      found: `${name} does not match the checksum within it`,
      expected: 'the ids as they were written',
      fix: 'make the split anew instead of editing it',
    });
  }
  refuseStraddling(indices, dataset, groups, name);
  return split;
}

async function readSplitFile(path: string, name: string): Promise<SplitFile> {
  const text = await readFile(path, 'utf8').catch(cause => {
    throw new MingaError('E_FILE_MISSING', {
      found: `the split ${path} cannot be read`,
      expected: 'a file that saveSplit wrote',
      cause,
    });
  });
  const parsed = fileSchema.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new MingaError('E_SPLIT', {
    found: `${name} is not a split: ${z.prettifyError(parsed.error)}`,
    expected: 'a file that saveSplit wrote',
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function indicesOf(file: SplitFile, dataset: Dataset, name: string): Record<SplitPart, Int32Array> {
  const indexOf = new Map(dataset.samples.map((sample, index) => [sample.id, index]));
  const named = splitParts.flatMap(part => file.parts[part]);
  const known = new Set(named);
  const missing = [...known].filter(id => !indexOf.has(id));
  const added = dataset.samples.map(sample => sample.id).filter(id => !known.has(id));
  if (missing.length > 0 || added.length > 0) {
    throw new MingaError('E_SPLIT', {
      found: `${name} was made from other samples than ${dataset.name} holds: ${tell(missing, 'missing from the data set')}, ${tell(added, 'new in it')}`,
      expected: 'the same ids',
      fix: 'make the split anew, or bring back the data it was made from',
    });
  }
  if (known.size < named.length) {
    const twice = named.find((id, place) => named.indexOf(id) !== place);
    throw new MingaError('E_SPLIT', {
      found: `${name} names "${twice}" more than once`,
      expected: 'every id in one part',
    });
  }
  const of = (part: SplitPart) =>
    Int32Array.from(file.parts[part], id => indexOf.get(id) ?? -1).sort();
  return { train: of('train'), validation: of('validation'), test: of('test') };
}

function tell(list: readonly string[], what: string): string {
  const named = list.slice(0, idsTold).join(', ');
  const more = list.length > idsTold ? ', …' : '';
  return list.length === 0 ? `none ${what}` : `${list.length} ${what} (${named}${more})`;
}

/** The groups may have been corrected since the split was made. */
function refuseStraddling(
  indices: Readonly<Record<SplitPart, Int32Array>>,
  dataset: Dataset,
  groups: ReturnType<typeof splitGroups>,
  name: string,
): void {
  const partOf = new Map(
    splitParts.flatMap(part => Array.from(indices[part], i => [i, part] as const)),
  );
  const straddling = groups.find(
    ({ members }) => new Set(members.map(index => partOf.get(index))).size > 1,
  );
  if (straddling === undefined) return;
  const [first] = straddling.members;
  throw new MingaError('E_SPLIT', {
    found: `${name} has the group of "${dataset.samples[first].id}" in two parts: the groups of ${dataset.name} have changed since`,
    expected: 'every group in one part',
    fix: 'make the split anew',
  });
}
