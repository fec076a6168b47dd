import {
  type DecodeOptions,
  decodeFingerprint,
  type Sample,
  type SkippedRow,
} from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import type { DuplicatePair } from '../evidence.ts';
import { nearPictures } from './near-pictures.ts';
import { PairList } from './pair-list.ts';
import type { PicturePrint } from './picture-print.ts';
import { openPrintCache, type PrintCache } from './print-cache.ts';
import { interrupted, takePrints } from './take-prints.ts';

/** How duplicates are searched for. */
export interface PictureDuplicateOptions {
  /** Whether mirror pictures and quarter turns are near-duplicates too; costs eight times the search. Default false. */
  readonly orientations?: boolean;
  /** How picture files are read; as in the plan, so that the same pixels are compared that are encoded. */
  readonly input?: DecodeOptions;
  /**
   * A folder where what was seen of each picture is kept: hashes and its brightness at 32 × 32, by
   * content, in files of mode 0600 that are **not encrypted**. Default null: nothing is kept. Leave
   * it out where the store is encrypted.
   */
  readonly cache?: string | null;
  /** Pairs after which the search stops; a whole number from 1. Default 100,000. */
  readonly mostPairs?: number;
  readonly signal?: AbortSignal;
  /** Told after each picture. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was found among the pictures of a data set. */
export interface PictureDuplicates {
  /** By `a`, then by `b`. Of three equal pictures all three pairs are told. */
  readonly pairs: readonly DuplicatePair[];
  /** False where there are more than `mostPairs` pairs: those told are the first that were found. */
  readonly complete: boolean;
  /** Pictures that were decoded. */
  readonly pictures: number;
  /** Pictures without anything in them, of one brightness: they are only compared exactly. */
  readonly blank: number;
  /** Samples whose picture cannot be read or decoded. */
  readonly skipped: readonly SkippedRow[];
}

const defaultMostPairs = 100_000;

/**
 * Finds pictures that are there twice: exactly (same bytes, or the same decoded pixels in another file)
 * and nearly (exported once more: a little lighter, moved, cut, pressed together or made smaller).
 *
 * Two pictures are near where their 64-bit DCT hashes differ in 14 bits at the most and, once one is
 * laid over the other, their brightness correlates by .985 and their details by .95 or more
 * (docs/duplicates.md). Samples without a picture are passed over.
 *
 * @throws E_OPTION where an option is out of its range
 * @throws E_ABORTED where the signal aborts; with a cache the next search goes on from there
 * @throws E_FILE_MISSING where the cache cannot be written
 * @example
 * const { pairs, skipped } = await pictureDuplicates(dataset.samples, { cache: '.minga/duplicates' });
 * for (const { a, b, kind } of pairs) console.log(samples[a].id, samples[b].id, kind);
 */
export async function pictureDuplicates(
  samples: readonly Sample[],
  options: PictureDuplicateOptions = {},
): Promise<PictureDuplicates> {
  const { orientations = false, input = {}, mostPairs = defaultMostPairs, signal } = options;
  const { onProgress = () => {} } = options;
  if (!Number.isInteger(mostPairs) || mostPairs < 1) {
    throw new MingaError('E_OPTION', {
      found: `mostPairs ${mostPairs}`,
      expected: 'a whole number from 1',
    });
  }
  const { prints, skipped } = await withCache(options.cache ?? null, input, cache =>
    takePrints(samples, { input, cache, signal, onProgress }),
  );
  const contents = sameContent(prints);
  const near = await nearPictures(
    contents.map(({ reduced }) => reduced),
    // One more than is told shows that there are more.
    { orientations, mostPairs: mostPairs + 1, pause: () => giveWay(signal) },
  );
  const pairs = new PairList(mostPairs);
  for (const { samples: same } of contents) pairs.addExact(same);
  for (const { a, b, correlation } of near.pairs) {
    pairs.addNear(contents[a].samples, contents[b].samples, Math.max(0, 1 - correlation));
  }
  return {
    pairs: pairs.sorted(),
    complete: pairs.complete,
    pictures: prints.filter(print => print !== null).length,
    blank: near.blank,
    skipped,
  };
}

async function withCache<T>(
  folder: string | null,
  input: DecodeOptions,
  work: (cache: PrintCache | null) => Promise<T>,
): Promise<T> {
  if (folder === null) return work(null);
  const cache = await openPrintCache(folder, decodeFingerprint(input));
  try {
    return await work(cache);
  } finally {
    await cache.close();
  }
}

/** One picture, however many samples have it. */
interface Content {
  readonly samples: number[];
  readonly reduced: Uint8Array;
}

function sameContent(prints: readonly (PicturePrint | null)[]): readonly Content[] {
  const contents = new Map<string, Content>();
  prints.forEach((print, sample) => {
    if (print === null) return;
    // Equal bytes are equal pixels, as all are decoded alike.
    const key = Buffer.from(print.pixels).toString('latin1');
    const content = contents.get(key) ?? { samples: [], reduced: print.reduced };
    content.samples.push(sample);
    contents.set(key, content);
  });
  return [...contents.values()];
}

/** Lets timers, signals and a progress bar have their turn. @throws E_ABORTED */
async function giveWay(signal: AbortSignal | undefined): Promise<void> {
  await new Promise(resolve => setImmediate(resolve));
  if (signal?.aborted) throw interrupted();
}
