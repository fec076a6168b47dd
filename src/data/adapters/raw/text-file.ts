import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { requireFile } from './existing-file.ts';

/** The lines of a file, and what was found out about it. */
export interface TextFile {
  /** Relative to the root of its data set, for messages. */
  readonly name: string;
  /** Without their ends; blank ones at the end of the file are left out. */
  readonly lines: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Reads a file by lines that may end in LF, CR LF or CR, mixed. What is not UTF-8 is read as
 * Windows-1252, which every byte fits, and that is noted.
 *
 * @throws E_FILE_MISSING
 */
export async function readTextFile(root: string, path: string): Promise<TextFile> {
  await requireFile(path);
  const name = relative(root, path);
  const { text, notes } = decode(await readFile(path), name);
  const lines = text.split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines[lines.length - 1].trim() === '') lines.pop();
  return { name, lines, notes };
}

function decode(bytes: Uint8Array, name: string): { text: string; notes: string[] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), notes: [] };
  } catch {
    const text = new TextDecoder('windows-1252').decode(bytes);
    return { text, notes: [`${name}: not UTF-8, read as Windows-1252`] };
  }
}
