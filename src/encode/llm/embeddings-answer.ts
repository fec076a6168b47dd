import { MingaError } from '../../errors/index.ts';
import type { EncodedRow } from '../encoder.ts';

/**
 * Reads the answer of `/v1/embeddings`: as many vectors as there were texts, put in order by
 * `index`, each of numbers or of base64 of little-endian float32. A vector with something else than
 * finite numbers costs its row alone.
 *
 * @param dimension what every vector must have; null where the first tells
 * @throws E_ENDPOINT where the answer is anything else
 */
export function readEmbeddings(
  body: string,
  count: number,
  dimension: number | null,
  origin: string,
): EncodedRow[] {
  const data = readData(body, origin);
  if (data.length !== count) {
    throw misunderstood(origin, `${data.length} vectors for ${count} texts`);
  }
  const rows: (EncodedRow | undefined)[] = Array(count).fill(undefined);
  let length = dimension;
  for (const entry of data) {
    const index = field(entry, 'index');
    if (typeof index !== 'number' || !(index in rows) || rows[index] !== undefined) {
      throw misunderstood(origin, 'an index that is missing, twice there or out of range');
    }
    const vector = readVector(field(entry, 'embedding'), origin);
    length ??= vector.length;
    if (vector.length !== length || length === 0) {
      throw new MingaError('E_ENDPOINT', {
        found: `${origin}: a vector of ${vector.length} numbers`,
        expected: `${length === 0 ? 'at least 1' : length}`,
        fix: 'check that one model answers, and that it knows the dimension that was asked for',
      });
    }
    rows[index] = vector.every(Number.isFinite) ? vector : notFinite(origin);
  }
  return rows.map(row => row ?? notFinite(origin));
}

function readData(body: string, origin: string): unknown[] {
  const answer = parseJson(body) ?? parseJson(withoutNaN(body));
  if (answer === undefined) throw misunderstood(origin, 'not JSON');
  const data = field(answer, 'data');
  if (!Array.isArray(data)) throw misunderstood(origin, 'JSON without a list under "data"');
  return data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Servers in Python may write NaN, which is no JSON; null costs the row where it stands. */
function withoutNaN(body: string): string {
  return body.replace(/-?\b(?:NaN|Infinity)\b/g, 'null');
}

function readVector(embedding: unknown, origin: string): Float32Array {
  if (typeof embedding === 'string') {
    const bytes = Buffer.from(embedding, 'base64');
    if (bytes.length % 4 !== 0) throw misunderstood(origin, 'base64 that is not float32');
    return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4));
  }
  if (!Array.isArray(embedding)) throw misunderstood(origin, 'an entry without an embedding');
  return Float32Array.from(embedding, value => (typeof value === 'number' ? value : Number.NaN));
}

/** A field of what may be an object. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function misunderstood(origin: string, what: string): MingaError {
  return new MingaError('E_ENDPOINT', {
    found: `${origin}: the answer is ${what}`,
    expected: 'the answer of an OpenAI-compatible /v1/embeddings',
    fix: 'check the address: it may be that of a page, or of another interface of the server',
  });
}

function notFinite(origin: string): MingaError {
  return new MingaError('E_NOT_FINITE', {
    found: `${origin}: the vector of this text holds NaN or an infinity`,
    expected: 'finite numbers',
  });
}
