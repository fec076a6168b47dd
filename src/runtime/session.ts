/** The element types that cross the runtime's border, each with its array. */
interface Arrays {
  readonly float32: Float32Array;
  readonly float64: Float64Array;
  /** IEEE 754 binary16 as bits. */
  readonly float16: Uint16Array;
  readonly int64: BigInt64Array;
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly uint8: Uint8Array;
  readonly int8: Int8Array;
  readonly bool: Uint8Array;
}

export type TensorType = keyof Arrays;

/** A tensor at the runtime's border: `shape` is row-major, a scalar has shape `[]`. */
export type RuntimeTensor = {
  [T in TensorType]: {
    readonly type: T;
    readonly shape: readonly number[];
    readonly data: Arrays[T];
  };
}[TensorType];

/** What a model says of one of its inputs or outputs; a named dimension is free. */
export interface TensorDescription {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** Tensors by the names of a model's inputs. */
export type Feeds = Readonly<Record<string, RuntimeTensor>>;

/** How a model is loaded. */
export interface SessionOptions {
  /** Threads within one operator; 2 by default. In a browser its runtime's own number holds. */
  readonly threads?: number;
}

/** What becomes of a run's outputs. */
export interface RunOptions {
  /** The outputs to return, carried ones included where named; by default all that are not carried. */
  readonly outputs?: readonly string[];
  /**
   * Output name → input name: after the run the output is held as that input for the next one and
   * not returned unless it is named in `outputs` too, then as a copy. So a training state never
   * leaves the runtime.
   */
  readonly carry?: Readonly<Record<string, string>>;
  /**
   * Inputs whose held tensors are remembered as they are before this run, in place of what was
   * remembered earlier; `remembered` gives them back. So the best weights so far stay in the runtime.
   */
  readonly remember?: readonly string[];
  /** The feeds are given away: their arrays may be empty afterwards, and need not be copied. */
  readonly give?: boolean;
  /**
   * The feeds are given away and come back beside the outputs, under their own names. To serve again
   * they need neither a copy nor new memory, which may cost more than a small product.
   */
  readonly lend?: boolean;
}

/** How feeds are held. */
export interface HoldOptions {
  /** The feeds are given away: their arrays may be empty afterwards, and need not be copied. */
  readonly give?: boolean;
}

/**
 * A loaded model.
 *
 * @example
 * const session = await openSession('model.onnx');
 * const { logits } = await session.run({ x: { type: 'float32', shape: [1, 3], data } });
 * await session.close();
 */
export interface Session {
  readonly inputs: readonly TensorDescription[];
  readonly outputs: readonly TensorDescription[];
  /**
   * Feeds that stay for every following run until they are replaced. A session in a thread of its
   * own takes a copy, so later changes by the caller do not reach it; a local session does not.
   *
   * @throws E_RUNTIME where an array does not fit its shape, or the session is closed
   */
  hold(feeds: Feeds, options?: HoldOptions): Promise<void>;
  /** @throws E_RUNTIME where the runtime refuses the feeds, or the session is closed */
  run(feeds?: Feeds, options?: RunOptions): Promise<Record<string, RuntimeTensor>>;
  /**
   * What is held now under the given input names, as copies.
   *
   * @throws E_RUNTIME where nothing is held under a name, or the session is closed
   */
  held(names: readonly string[]): Promise<Record<string, RuntimeTensor>>;
  /**
   * What a run was told to remember, as copies.
   *
   * @throws E_RUNTIME where nothing is remembered under a name, or the session is closed
   */
  remembered(names: readonly string[]): Promise<Record<string, RuntimeTensor>>;
  /** Gives the model's memory back; closing twice is no error. */
  close(): Promise<void>;
}
