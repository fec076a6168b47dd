import { readFile } from 'node:fs/promises';
import type { DecodeOptions, Sample, SkippedRow } from '../../data/index.ts';
import { isMingaError, MingaError } from '../../errors/index.ts';
import { brightnessReducer } from './brightness.ts';
import { fileDigest, type PicturePrint, takePrint } from './picture-print.ts';
import type { PrintCache } from './print-cache.ts';

/** Pictures under way: enough for libvips' threads, few enough for memory. */
const lanes = 4;

/** Bytes of files under way at the most, one file apart: large files are decoded one at a time. */
const mostBytes = 32 * 1024 * 1024;

export interface TakeOptions {
  readonly input: DecodeOptions;
  readonly cache: PrintCache | null;
  readonly signal: AbortSignal | undefined;
  readonly onProgress: (done: number, total: number) => void;
}

export interface TakenPrints {
  /** For each sample its print; null where it has no picture or none that can be decoded. */
  readonly prints: readonly (PicturePrint | null)[];
  readonly skipped: readonly SkippedRow[];
}

/**
 * The prints of the pictures of samples, several at a time.
 *
 * @throws E_ABORTED where the signal aborts; prints taken until then are in the cache
 */
export async function takePrints(
  samples: readonly Sample[],
  { input, cache, signal, onProgress }: TakeOptions,
): Promise<TakenPrints> {
  const prints: (PicturePrint | null)[] = samples.map(() => null);
  const failures = new Map<number, MingaError>();
  const pictures = samples.flatMap(({ image }, sample) =>
    image === null ? [] : { sample, image },
  );
  const reduce = brightnessReducer();
  const gate = byteGate(mostBytes);
  let next = 0;
  let done = 0;

  async function take(path: string): Promise<PicturePrint> {
    const bytes = await read(path);
    const file = fileDigest(bytes);
    const known = cache?.get(file);
    if (known !== undefined) return known;
    await gate.enter(bytes.length);
    try {
      const print = await takePrint(bytes, file, reduce, input);
      await cache?.add(print);
      return print;
    } finally {
      gate.leave(bytes.length);
    }
  }

  async function lane(): Promise<void> {
    while (next < pictures.length) {
      if (signal?.aborted) throw interrupted();
      const { sample, image } = pictures[next++];
      try {
        prints[sample] = await take(image);
      } catch (error) {
        if (!isMingaError(error)) throw error;
        failures.set(sample, error);
      }
      onProgress(++done, pictures.length);
    }
  }

  // All lanes end before anything is thrown: the cache that they write to is closed then.
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return { prints, skipped: skippedRows(samples, failures) };
}

/** What a search is rejected with whose signal aborts. */
export function interrupted(): MingaError {
  return new MingaError('E_ABORTED', {
    found: 'the search for duplicates was interrupted',
    fix: 'run the same command again: pictures that were looked at are remembered',
  });
}

function skippedRows(
  samples: readonly Sample[],
  failures: ReadonlyMap<number, MingaError>,
): SkippedRow[] {
  const inOrder = [...failures].sort(([a], [b]) => a - b);
  return inOrder.map(([sample, error]) => ({
    id: samples[sample].id,
    place: samples[sample].image ?? '',
    code: error.code,
    reason: error.problem.found,
  }));
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new MingaError('E_FILE_MISSING', {
      found: `${path} cannot be read`,
      expected: 'a readable file',
      cause,
    });
  }
}

interface ByteGate {
  /** Waits until so many bytes may be under way besides the others; a large file waits to be alone. */
  enter(bytes: number): Promise<void>;
  leave(bytes: number): void;
}

function byteGate(most: number): ByteGate {
  let inside = 0;
  const waiting: (() => void)[] = [];
  return {
    async enter(bytes) {
      while (inside > 0 && inside + bytes > most) {
        await new Promise<void>(resolve => waiting.push(resolve));
      }
      inside += bytes;
    },
    leave(bytes) {
      inside -= bytes;
      for (const go of waiting.splice(0)) go();
    },
  };
}
