import { isMingaError, MingaError } from '../errors/index.ts';

/** One thing to be encoded: where it is said to come from, and how its content is had. */
export interface EmbedItem<Input> {
  readonly id: string;
  /** For messages: a file's name, a table's line. */
  readonly place: string;
  readonly load: () => Promise<Input>;
}

/** An item's content, or why it cannot be had. */
export type Loaded<Input> =
  | { readonly item: number; readonly input: Input; readonly bytes: number }
  | { readonly item: number; readonly error: MingaError; readonly bytes: 0 };

export interface LoadLimits {
  /** The most items that are loaded and not yet asked for. */
  readonly items: number;
  /** The most bytes of content between loading and {@link Loader.release}, one item apart. */
  readonly bytes: number;
}

/** Items in order, some loaded before they are asked for, so that the disk works while others do. */
export interface Loader<Input> {
  /** The next item; null behind the last. Waits where too many bytes are in use. */
  next(): Promise<Loaded<Input> | null>;
  /** Gives the bytes of loaded items back. */
  release(bytes: number): void;
  /** True where the next item would have to wait for a release. */
  readonly full: boolean;
}

/**
 * Loads ahead within both limits. How large an item is shows only when it is there, so each load
 * under way counts as much as the largest item so far; until one size is known, one is loaded alone.
 * One item always goes through, however large.
 */
export function loadAhead<Input extends Uint8Array | string>(
  items: readonly EmbedItem<Input>[],
  limits: LoadLimits,
): Loader<Input> {
  const queue: Promise<Loaded<Input>>[] = [];
  let started = 0;
  let underWay = 0;
  let held = 0;
  let largest: number | null = null;
  let wake: (() => void) | null = null;

  const isFull = () => held + (underWay + 1) * (largest ?? limits.bytes) > limits.bytes;
  const isIdle = () => held === 0 && underWay === 0;

  function fill(): void {
    while (started < items.length && queue.length < limits.items && (isIdle() || !isFull())) {
      underWay += 1;
      const item = started++;
      queue.push(
        load(items[item], item).then(loaded => {
          underWay -= 1;
          held += loaded.bytes;
          largest = Math.max(largest ?? 0, loaded.bytes);
          wake?.();
          fill();
          return loaded;
        }),
      );
    }
  }

  return {
    async next() {
      fill();
      while (queue.length === 0 && started < items.length) {
        await new Promise<void>(resolve => {
          wake = resolve;
        });
        fill();
      }
      return (await queue.shift()) ?? null;
    },
    release(bytes) {
      held -= bytes;
      fill();
      wake?.();
    },
    get full() {
      return queue.length === 0 && started < items.length && !isIdle() && isFull();
    },
  };
}

async function load<Input extends Uint8Array | string>(
  { place, load }: EmbedItem<Input>,
  item: number,
): Promise<Loaded<Input>> {
  try {
    const input = await load();
    // A text takes two bytes a character at most.
    return { item, input, bytes: typeof input === 'string' ? 2 * input.length : input.length };
  } catch (cause) {
    if (isMingaError(cause)) return { item, error: cause, bytes: 0 };
    const found = `${place} cannot be read (${cause instanceof Error ? cause.message : cause})`;
    const error = new MingaError('E_FILE_MISSING', { found, expected: 'a readable file', cause });
    return { item, error, bytes: 0 };
  }
}
