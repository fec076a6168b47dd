import { setImmediate } from 'node:timers/promises';
import type { EncodedRow } from '../encoder.ts';
import { interrupted } from '../encoder-errors.ts';

/** Texts after which the event loop has a turn; some milliseconds of work. */
const stretch = 128;

/**
 * Encodes texts one by one in the calling thread, each distinct text once. The event loop has a
 * turn now and then, so that an abort is seen.
 *
 * @throws E_ABORTED where the signal aborts
 */
export async function encodeTexts(
  texts: readonly string[],
  encode: (text: string) => Float32Array,
  signal?: AbortSignal,
): Promise<EncodedRow[]> {
  const known = new Map<string, Float32Array>();
  const rows: EncodedRow[] = [];
  for (const text of texts) {
    if (rows.length % stretch === 0) {
      await setImmediate();
      if (signal?.aborted) throw interrupted();
    }
    const vector = known.get(text);
    if (vector !== undefined) rows.push(vector.slice());
    else {
      const made = encode(text);
      known.set(text, made);
      rows.push(made);
    }
  }
  return rows;
}
