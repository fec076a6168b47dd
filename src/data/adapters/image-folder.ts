import { readdir } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { pictureEndings } from '../picture-endings.ts';
import { readPart, readRecords } from '../records/index.ts';
import { type Table, TableBuilder } from '../table/index.ts';

/** Pictures that lie in folders called by their class. */
export const imageFolderSchema = z
  .strictObject({
    adapter: z
      .literal('imagefolder')
      .describe('Pictures in folders that are called by their class'),
    root: z
      .string()
      .min(1)
      .describe(
        'Folder of the classes (or of train/, validation/ and test/ that hold them), from the folder where the command runs',
      ),
    group: z
      .string()
      .min(1)
      .refine(isPattern, 'no regular expression with one pair of brackets')
      .optional()
      .describe(
        'Regular expression whose brackets find the patient in the name of a file: `^(P\\d+)_` (default: every picture by itself)',
      ),
  })
  .describe('Pictures in folders by class; no records');

function isPattern(text: string): boolean {
  try {
    return new RegExp(`${text}|`, 'u').exec('')?.length === 2;
  } catch {
    return false;
  }
}

/**
 * Loads folders of pictures: the folder below the root is the class, or the one below that where the
 * root holds `train`, `validation` (`val`, `valid`, `dev`) and `test`. Deeper folders belong to their
 * class. There are no records, so texts are empty.
 *
 * @throws E_FILE_MISSING where the root is absent or holds no pictures in folders
 * @throws E_CLASS_EMPTY where there is one class only
 */
export async function loadImageFolder(
  settings: z.infer<typeof imageFolderSchema>,
  base: string,
): Promise<Dataset> {
  const root = resolve(base, settings.root);
  await checkFolder(root, 'the folder of the classes');
  const pattern = settings.group === undefined ? null : new RegExp(settings.group, 'u');
  const { table, hasParts } = await folderTable(root, pattern);
  return readRecords({
    name: basename(root),
    table,
    folders: [root],
    roles: {
      id: 'file',
      image: 'file',
      group: pattern === null ? null : 'group',
      time: null,
      site: null,
      part: hasParts ? 'part' : null,
    },
    label: {
      columns: ['class'],
      rule: 'the folder of the picture',
      multilabel: false,
      of: ([cell]) => [cell],
    },
    record: [],
    fields: {},
    textFields: [],
    text: () => '',
  });
}

async function folderTable(
  root: string,
  pattern: RegExp | null,
): Promise<{ table: Table; hasParts: boolean }> {
  const first = await folders(root);
  const parts = first.filter(name => readPart(name) !== null);
  const hasParts = parts.length > 0 && parts.length === first.length;
  const builder = new TableBuilder({ name: basename(root), unit: 'row' }, [
    'file',
    'class',
    'group',
    'part',
  ]);
  let row = 0;
  const add = async (path: string, label: string, part: string) => {
    for (const file of await pictures(join(root, path))) {
      const name = `${path}/${file}`;
      const group = pattern?.exec(basename(file))?.[1] ?? '';
      row += 1;
      builder.addRow([name, label, group, part], row);
    }
  };
  for (const outer of first) {
    if (!hasParts) await add(outer, outer, '');
    else
      for (const label of await folders(join(root, outer)))
        await add(`${outer}/${label}`, label, outer);
  }
  if (row === 0) {
    throw new MingaError('E_FILE_MISSING', {
      found: `${root} holds no pictures in folders`,
      expected: 'a folder for each class, with pictures in it',
      fix: 'check the root; pictures of a table belong to adapter: table',
    });
  }
  const table = builder.build();
  return { table: { ...table, place: i => table.cell(i, 0) }, hasParts };
}

async function folders(root: string): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true });
  return entries
    .filter(entry => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
    .sort();
}

/** Picture files below a folder, by their path from it. */
async function pictures(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter(entry => entry.isFile() && !entry.name.startsWith('.'))
    .filter(({ name }) => pictureEndings.includes(extname(name).toLowerCase()))
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .map(path => path.replaceAll('\\', '/'))
    .sort();
}
