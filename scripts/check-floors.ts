/**
 * The import rule of the house (docs/architecture.md): a folder of `src/` imports only from
 * floors below its own, every folder opens with an `index.ts` that says what it knows and what it
 * does not, and no file is longer than 500 lines. Tests are free to reach for real parts anywhere.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From the ground up; folders of one line may not import one another. */
export const floors: readonly (readonly string[])[] = [
  ['errors'],
  ['tensor'],
  ['graph', 'linear-algebra'],
  ['download', 'parquet'],
  ['data', 'evaluate', 'align', 'runtime', 'store', 'models'],
  ['fuse', 'encode', 'audit'],
  ['study', 'bundle', 'cluster'],
  ['report', 'serve'],
  ['cli'],
];

const longest = 500;

/** Every breach of the rule in the sources under `root`, one line each. */
export function breaches(root: string): string[] {
  const floorOf = new Map(floors.flatMap((names, floor) => names.map(name => [name, floor])));
  const found: string[] = [];
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    if (!floorOf.has(entry.name)) found.push(`${entry.name}/: a folder without a floor`);
    const index = join(root, entry.name, 'index.ts');
    if (!openingComment(index)) {
      found.push(
        `${entry.name}/index.ts: must open with a comment that says what the folder knows`,
      );
    }
  }
  for (const file of sources(root)) {
    const name = relative(root, file);
    const text = readFileSync(file, 'utf8');
    const lines = text.split('\n').length;
    if (lines > longest) found.push(`${name}: ${lines} lines, at most ${longest}`);
    if (file.endsWith('.test.ts')) continue;
    const own = name.split(sep)[0];
    const ownFloor = floorOf.get(own);
    if (ownFloor === undefined) continue;
    for (const specifier of specifiers(text)) {
      if (!specifier.startsWith('.')) continue;
      const target = relative(root, resolve(dirname(file), specifier)).split(sep)[0];
      const targetFloor = floorOf.get(target);
      if (target === own || targetFloor === undefined) continue;
      if (targetFloor >= ownFloor) {
        found.push(
          `${name}: imports ${specifier}; ${own}/ may import only from floors below its own`,
        );
      }
    }
  }
  return found;
}

function openingComment(index: string): boolean {
  try {
    return readFileSync(index, 'utf8').startsWith('/**');
  } catch {
    return false;
  }
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith('.ts') ? [path] : [];
  });
}

function specifiers(text: string): string[] {
  const pattern = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map(match => match[1]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const found = breaches(fileURLToPath(new URL('../src', import.meta.url)));
  for (const line of found) console.error(line);
  if (found.length > 0) process.exit(1);
}
