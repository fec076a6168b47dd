import { join } from 'node:path';
import { MingaError } from '../../../errors/index.ts';
import { readTextFile, type TextFile } from './text-file.ts';

/** Files whose lines belong together: line 7 of each says something of the same row. */
export interface AlignedFiles {
  readonly files: readonly TextFile[];
  readonly rowCount: number;
  readonly notes: readonly string[];
}

/**
 * Reads files of which line n belongs to line n of the others.
 *
 * @throws E_FILE_MISSING
 * @throws E_RECORD_VALUE where their numbers of lines differ, since then no line can be trusted
 */
export async function alignedLines(root: string, names: readonly string[]): Promise<AlignedFiles> {
  const files = await Promise.all(names.map(name => readTextFile(root, join(root, name))));
  const [first] = files;
  const other = files.find(file => file.lines.length !== first.lines.length);
  if (other !== undefined) {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${first.name} has ${first.lines.length} lines, ${other.name} ${other.lines.length}`,
      expected: 'as many lines in both, because line n of one belongs to line n of the other',
      fix: 'take both files from the same download',
    });
  }
  return {
    files,
    rowCount: first.lines.length,
    notes: files.flatMap(file => file.notes),
  };
}
