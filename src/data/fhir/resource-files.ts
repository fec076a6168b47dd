import { createReadStream } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { MingaError } from '../../errors/index.ts';

/** One resource as it stands in a file, not yet looked at. */
export interface RawResource {
  readonly content: unknown;
  /** `Observation.ndjson line 14`, `bundle.json entry 3`. */
  readonly place: string;
  /** The line, or the number of the entry, from 1. */
  readonly line: number;
  /** What a Bundle calls the entry: others may refer to it by that. */
  readonly fullUrl: string | null;
}

/** A line longer than this is no resource that is read here, and would fill the memory. */
const longestLine = 64 * 2 ** 20;

/** A Bundle is parsed whole. */
const largestBundle = 2 ** 29;

/**
 * The resources of a Bundle (`.json`), of an export file (`.ndjson`, `.jsonl`, also with `.gz`), or of
 * all such files in a folder, in the order of their names.
 *
 * @throws E_FILE_MISSING where there is no such file, or none in the folder
 * @throws E_RECORD_VALUE where a file is no JSON, or no Bundle or resource
 */
export async function* resourceFiles(path: string): AsyncGenerator<RawResource> {
  for (const file of await filesOf(path)) {
    yield* isBundle(file) ? bundle(file) : lines(file);
  }
}

const lineEndings = ['.ndjson', '.jsonl', '.ndjson.gz', '.jsonl.gz'];

function isBundle(file: string): boolean {
  return extname(file).toLowerCase() === '.json';
}

async function filesOf(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw missing(path, 'does not exist');
  if (found.isFile()) return [path];
  const names = (await readdir(path)).filter(name => {
    const lower = name.toLowerCase();
    return isBundle(lower) || lineEndings.some(ending => lower.endsWith(ending));
  });
  if (names.length === 0) throw missing(path, 'holds no .json or .ndjson file');
  return names.sort().map(name => join(path, name));
}

function missing(path: string, what: string): MingaError {
  return new MingaError('E_FILE_MISSING', {
    found: `the FHIR export ${path} ${what}`,
    expected: 'a Bundle (.json), an NDJSON file, or a folder of them',
    fix: 'check the path; it counts from the folder where the command runs',
  });
}

async function* bundle(file: string): AsyncGenerator<RawResource> {
  const name = basename(file);
  const { size } = await stat(file);
  if (size > largestBundle) {
    throw malformed(`${name}: ${size} bytes in one JSON file`, 'a smaller Bundle, or NDJSON');
  }
  const content = parse(await readFile(file, 'utf8'), name);
  if (!isObject(content)) throw malformed(`${name}: no JSON object`, 'a Bundle or a resource');
  if (content.resourceType !== 'Bundle') {
    yield { content, place: name, line: 1, fullUrl: null };
    return;
  }
  const entries = Array.isArray(content.entry) ? content.entry : [];
  for (const [index, entry] of entries.entries()) {
    if (!isObject(entry)) continue;
    const place = `${name} entry ${index + 1}`;
    const fullUrl = typeof entry.fullUrl === 'string' ? entry.fullUrl : null;
    yield { content: entry.resource, place, line: index + 1, fullUrl };
  }
}

async function* lines(file: string): AsyncGenerator<RawResource> {
  const name = basename(file);
  const bytes = createReadStream(file);
  const input = file.toLowerCase().endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  let line = 0;
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (text.trim() === '') continue;
      const place = `${name} line ${line}`;
      if (text.length > longestLine) throw malformed(`${place}: over 64 MiB`, 'a resource a line');
      yield { content: parse(text, place), place, line, fullUrl: null };
    }
  } finally {
    bytes.destroy();
  }
}

/** The parser's own message quotes the text, which is somebody's record. */
function parse(text: string, place: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw malformed(`${place} is no JSON`, 'a FHIR resource, or a Bundle of them, in UTF-8');
  }
}

function malformed(found: string, expected: string): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found,
    expected,
    fix: 'export it again; a file that was cut short ends in half a resource',
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
