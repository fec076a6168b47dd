import type { InputFile } from './input-file.ts';
import { malformed } from './malformed.ts';

/** What a .npy file says of its array. */
export interface NpyHeader {
  /** NumPy's short name of the element type: `<f4`, `<U12`. */
  readonly descr: string;
  readonly shape: readonly number[];
  /** Where the numbers begin. */
  readonly start: number;
}

/** Bytes of the headers written here, whatever the shape: a multiple of 64, as NumPy asks. */
export const npyHeaderBytes = 128;

const magic = '\x93NUMPY';
const longestHeader = 65_536;
const entry = {
  descr: /^'descr': '([<>|=]?[a-zA-Z]\d{0,8})'/,
  fortran: /^'fortran_order': (True|False)/,
  shape: /^'shape': \((\d{1,16}, ?|\d{1,16}(?:, \d{1,16})+,?|)\)/,
};

/**
 * The header of a .npy file, format 1.0, rows before columns.
 * Format: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function encodeNpyHeader(descr: string, shape: readonly number[]): Uint8Array {
  const list = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${list}), }`;
  const bytes = Buffer.alloc(npyHeaderBytes, ' ');
  bytes.write(`${magic}\x01\x00`, 'latin1');
  bytes.writeUInt16LE(npyHeaderBytes - 10, 8);
  bytes.write(text, 10, 'latin1');
  bytes.write('\n', npyHeaderBytes - 1);
  return bytes;
}

/**
 * Reads the header of a .npy file of any version. Its text is matched, never evaluated.
 *
 * @throws E_EXCHANGE where it is not one, is of another order than rows before columns, or ends early
 */
export async function readNpyHeader(input: InputFile): Promise<NpyHeader> {
  const { path, size } = input;
  const opening = Buffer.from(await input.read(0, Math.min(12, size)));
  if (opening.length < 12 || opening.toString('latin1', 0, 6) !== magic) {
    throw malformed(path, 'it does not begin as a .npy file does', 'a file that numpy.save wrote');
  }
  const version = opening[6];
  if (version < 1 || version > 3) {
    throw malformed(path, `it is of .npy version ${version}`, '1, 2 or 3');
  }
  const from = version === 1 ? 10 : 12;
  const length = version === 1 ? opening.readUInt16LE(8) : opening.readUInt32LE(8);
  if (length > longestHeader) {
    throw malformed(path, `it has a header of ${length} bytes`, `${longestHeader} at most`);
  }
  const text = Buffer.from(await input.read(from, length)).toString('latin1');
  return { ...parseHeader(text, path), start: from + length };
}

function parseHeader(text: string, path: string): Omit<NpyHeader, 'start'> {
  const body = /^\{(.*?),? ?\} *\n?$/.exec(text);
  const found: { descr?: string; fortran?: string; shape?: string } = {};
  let rest = body === null ? '' : body[1];
  while (rest !== '') {
    const [match, name] = nextEntry(rest);
    if (match === null || found[name] !== undefined) throw odd(path);
    found[name] = match[1];
    rest = rest.slice(match[0].length).replace(/^, /, '');
  }
  const { descr, fortran, shape } = found;
  if (descr === undefined || fortran === undefined || shape === undefined) throw odd(path);
  if (fortran === 'True') {
    throw malformed(
      path,
      'its array lies column by column (fortran_order)',
      'rows one after another',
      'save numpy.ascontiguousarray(array)',
    );
  }
  return {
    descr,
    shape: shape
      .split(',')
      .map(part => part.trim())
      .filter(part => part !== '')
      .map(Number),
  };
}

function nextEntry(text: string): [RegExpExecArray | null, keyof typeof entry] {
  const names = ['descr', 'fortran', 'shape'] as const;
  const name = names.find(each => entry[each].test(text)) ?? 'descr';
  return [entry[name].exec(text), name];
}

function odd(path: string): Error {
  return malformed(
    path,
    'its header is not that of a plain array',
    "{'descr': …, 'fortran_order': …, 'shape': …}",
    'save one array of numbers or of strings (array.astype(str)), not of records or objects',
  );
}

/** @throws E_EXCHANGE where the file is shorter or longer than its header says */
export function checkNpySize(input: InputFile, header: NpyHeader, itemBytes: number): void {
  const bytes = header.shape.reduce((product, n) => product * n, itemBytes);
  if (header.start + bytes === input.size) return;
  throw malformed(
    input.path,
    `it has ${input.size - header.start} bytes of data`,
    `${bytes} for ${header.descr} of shape (${header.shape.join(', ')})`,
    'write it again, it was cut short or changed',
  );
}
