import { MingaError } from '../errors/index.ts';
import { epochNames, type Network, rowOf } from '../graph/index.ts';
import type { Feeds, RuntimeTensor, Session } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { Epoch } from './epoch-feeds.ts';
import { type Targets, takeTargets } from './targets.ts';
import type { RowPrecision, TrainingRows } from './training-rows.ts';

/** How an epoch is cut into runs of the model. */
export interface RunnerSettings {
  readonly batch: number;
  readonly precision: RowPrecision;
  /** The most steps of one run. */
  readonly longest: number;
  /** Whether the last run judges the validation rows that the session holds. */
  readonly judges: boolean;
}

/** What an epoch came to. */
export interface EpochOutcome {
  /** One a step. */
  readonly losses: readonly number[];
  /** Of the validation rows, under the weights at the end, [V, units]; none where it does not judge. */
  readonly logits: Float32Array;
}

/**
 * Trains one epoch, in one run of the model or, where rows are read from `windows`, in one a window:
 * the next window is read while the runtime works on the last one.
 *
 * @param windows where the rows come from; null where the session holds them
 * @param remember inputs whose state before the epoch is to be remembered
 */
export type EpochRunner = (
  epoch: Epoch,
  windows: TrainingRows | null,
  remember: readonly string[] | undefined,
) => Promise<EpochOutcome>;

/** A runner of epochs in a session that holds the state and the validation rows. */
export function epochRunner(
  session: Session,
  network: Network,
  carry: Readonly<Record<string, string>>,
  { batch, precision, longest, judges }: RunnerSettings,
): EpochRunner {
  return async (epoch, windows, remember) => {
    const parts = epochParts(epoch, longest);
    const feedsOf = async (i: number): Promise<Feeds> => {
      const { first, steps } = parts[i];
      const order = epoch.order.subarray(first * batch, (first + steps) * batch);
      // Only the epoch's last weights are judged.
      const judged = judges && i === parts.length - 1 ? {} : noValidation(network);
      const feeds = { ...epoch.feeds(first, steps), ...judged };
      if (windows === null) return { ...feeds, ...orderFeed(order) };
      const rows = await windows.read(order, precision);
      return {
        ...feeds,
        ...named(rows, epochNames.train),
        ...labelFeed(takeTargets(windows.labels, order)),
        ...orderFeed(order.map((_, k) => k)),
      };
    };
    const losses: number[] = [];
    let logits: Float32Array = new Float32Array();
    let feeds = await feedsOf(0);
    for (let i = 0; i < parts.length; i++) {
      const [outputs, following] = await Promise.all([
        session.run(feeds, { carry, give: true, remember: i === 0 ? remember : undefined }),
        i + 1 < parts.length ? feedsOf(i + 1) : feeds,
      ]);
      losses.push(...floats(outputs, epochNames.losses));
      logits = floats(outputs, epochNames.logits);
      feeds = following;
    }
    return { losses, logits };
  };
}

/** A stretch of an epoch's steps. */
interface Part {
  readonly first: number;
  readonly steps: number;
}

function epochParts({ steps, stretch }: Epoch, longest: number): Part[] {
  const parts: Part[] = [];
  for (let first = 0; first < steps; ) {
    const left = Math.min(steps - first, stretch - (first % stretch));
    parts.push({ first, steps: Math.min(left, Math.max(1, longest)) });
    first += parts[parts.length - 1].steps;
  }
  return parts;
}

/** Feeds under other names. */
export function named(feeds: Feeds, nameOf: (name: string) => string): Feeds {
  return Object.fromEntries(Object.entries(feeds).map(([name, feed]) => [nameOf(name), feed]));
}

export function labelFeed(labels: Targets): Feeds {
  return { [epochNames.labels]: targetTensor(labels) };
}

/** Class indices as int64 [n], numbers as they are, [n, columns]. */
export function targetTensor(targets: Targets): RuntimeTensor {
  if (!(targets instanceof Matrix)) return int64Vector(targets);
  const { rows, columns, data } = targets;
  return { type: 'float32', shape: [rows, columns], data };
}

function orderFeed(order: Int32Array): Feeds {
  return { [epochNames.order]: int64Vector(order) };
}

/**
 * Whole numbers from 0 as int64: written as their lower halves, a hundred times as fast as through
 * bigints. Every machine that runs JavaScript's typed arrays is little-endian.
 */
function int64Vector(numbers: Int32Array): RuntimeTensor {
  const halves = new Int32Array(2 * numbers.length);
  for (let i = 0; i < numbers.length; i++) halves[2 * i] = numbers[i];
  return { type: 'int64', shape: [numbers.length], data: new BigInt64Array(halves.buffer) };
}

function noValidation(network: Network): Feeds {
  return Object.fromEntries(
    Object.entries(network.inputs).map(([name, input]): [string, RuntimeTensor] => {
      const { type, shape } = rowOf(input);
      const none = { shape: [0, ...shape] };
      const empty: Record<typeof type, RuntimeTensor> = {
        float32: { type: 'float32', ...none, data: new Float32Array() },
        int64: { type: 'int64', ...none, data: new BigInt64Array() },
        uint8: { type: 'uint8', ...none, data: new Uint8Array() },
      };
      return [epochNames.validation(name), empty[type]];
    }),
  );
}

/** @throws E_RUNTIME where there is no float32 output of that name */
export function floats(
  tensors: Readonly<Record<string, RuntimeTensor>>,
  name: string,
): Float32Array {
  const tensor = tensors[name];
  if (tensor?.type === 'float32') return tensor.data;
  throw new MingaError('E_RUNTIME', { found: `no float32 output named ${name}` });
}
