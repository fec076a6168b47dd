import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MingaError } from '../errors/index.ts';

/**
 * The fields of ONNX's messages that lead to a tensor's external data, by field number
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
 */
const children: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  model: { 7: 'graph', 20: 'training', 25: 'function' },
  training: { 1: 'graph', 2: 'graph' },
  function: { 7: 'node', 11: 'attribute' },
  graph: { 1: 'node', 5: 'tensor', 15: 'sparse' },
  node: { 5: 'attribute' },
  attribute: { 5: 'tensor', 6: 'graph', 10: 'tensor', 11: 'graph', 22: 'sparse', 23: 'sparse' },
  sparse: { 1: 'tensor', 2: 'tensor' },
  tensor: { 13: 'entry' },
};

const deepest = 64;

/**
 * The files that an ONNX model keeps weights in, as the model names them.
 *
 * @throws E_MODEL where the bytes are not a well-formed ONNX model
 */
export function externalDataLocations(model: Uint8Array, place: string): string[] {
  const locations = new Set<string>();
  const pending = [{ kind: 'model', from: 0, to: model.length, depth: 0 }];
  for (let message = pending.pop(); message !== undefined; message = pending.pop()) {
    const { kind, from, to, depth } = message;
    if (depth > deepest) throw malformed(place);
    if (kind === 'entry') {
      const { key, value } = readEntry(model, from, to, place);
      if (key === 'location') locations.add(value);
      continue;
    }
    for (const field of fields(model, from, to, place)) {
      const child = children[kind][field.number];
      if (child !== undefined && field.wire === 2) {
        pending.push({ kind: child, from: field.from, to: field.to, depth: depth + 1 });
      }
    }
  }
  return [...locations].sort();
}

/** A file that a model keeps weights in. */
export interface ExternalFile {
  /** Its path as the model gives it, from the model's folder. */
  readonly location: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
}

/**
 * Reads and hashes every file that the model at `path` keeps weights in.
 *
 * @throws E_MODEL where such a file is missing, or lies outside the model's folder: a model from
 * elsewhere must not make the runtime read other files of this machine
 */
export async function hashExternalData(path: string, model: Uint8Array): Promise<ExternalFile[]> {
  const folder = await realpath(dirname(path));
  const files: ExternalFile[] = [];
  for (const location of externalDataLocations(model, path)) {
    const file = join(folder, location);
    if (isAbsolute(location) || leaves(folder, file)) throw outside(path, location);
    const real = await realpath(file).catch(() => null);
    const status: Stats | null = real === null ? null : await stat(real);
    if (real === null || !status?.isFile()) {
      throw new MingaError('E_MODEL', {
        found: `${path}: its weights in "${location}" are missing`,
        expected: `a file ${file}`,
      });
    }
    // A second name of one file can stand anywhere, so it is as good as a path outside.
    if (leaves(folder, real) || status.nlink > 1) throw outside(path, location);
    const hash = createHash('sha256');
    await pipeline(createReadStream(real), hash);
    files.push({ location, hash: hash.digest('hex'), bytes: status.size });
  }
  return files;
}

function leaves(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}

function outside(path: string, location: string): MingaError {
  return new MingaError('E_MODEL', {
    found: `${path}: keeps weights in "${location}"`,
    expected: "a plain file inside the model's own folder",
    fix: 'if you trust the model, copy that file (no link) beside the .onnx file',
  });
}

interface Field {
  readonly number: number;
  readonly wire: number;
  readonly from: number;
  readonly to: number;
}

/** The fields of the protocol-buffers message at `from` … `to`-1, bounds checked. */
function* fields(bytes: Uint8Array, from: number, to: number, place: string): Generator<Field> {
  let at = from;
  function varint(): number {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (at >= to) throw malformed(place);
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw malformed(place);
  }
  const fixed: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
  while (at < to) {
    const tag = varint();
    const wire = tag % 8;
    const start = at;
    if (wire === 0) varint();
    else if (wire === 2) {
      const length = varint();
      const begin = at;
      at += length;
      if (at > to) throw malformed(place);
      yield { number: Math.floor(tag / 8), wire, from: begin, to: at };
      continue;
    } else if (wire in fixed) at += fixed[wire];
    else throw malformed(place);
    if (at > to) throw malformed(place);
    yield { number: Math.floor(tag / 8), wire, from: start, to: at };
  }
}

function readEntry(bytes: Uint8Array, from: number, to: number, place: string) {
  const texts = ['', '', ''];
  for (const field of fields(bytes, from, to, place)) {
    if (field.wire === 2 && field.number < texts.length) {
      texts[field.number] = new TextDecoder().decode(bytes.subarray(field.from, field.to));
    }
  }
  return { key: texts[1], value: texts[2] };
}

function malformed(place: string): MingaError {
  return new MingaError('E_MODEL', { found: `${place}: not a well-formed ONNX model` });
}
