import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { readTable, type Table } from '../table/index.ts';

/**
 * Reads the first of these tables that a folder has: the same table is called otherwise from one
 * release of a set to the next.
 *
 * @throws E_FILE_MISSING where it has none
 */
export async function readFirstTable(root: string, names: readonly string[]): Promise<Table> {
  const name = names.find(name => existsSync(join(root, name)));
  if (name !== undefined) return readTable(join(root, name));
  throw new MingaError('E_FILE_MISSING', {
    found: `${root} has no ${names[0]}`,
    expected: names.length === 1 ? 'that table' : `one of ${names.join(', ')}`,
    fix: 'name the folder that holds the table as root',
  });
}
