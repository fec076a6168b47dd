import type { InferenceSession, Tensor, TensorConstructor } from 'onnxruntime-web/wasm';
import { MingaError } from '../errors/index.ts';
import type { Feeds, RunOptions, RuntimeTensor, Session, TensorDescription } from './session.ts';
import { checkSizes, copyTensor } from './tensor-copy.ts';

/**
 * Our session over one of ONNX Runtime's, native or WebAssembly: both packages speak the same types.
 *
 * @param Tensor the class of the package that made `native`
 */
export function onnxSession(native: InferenceSession, Tensor: TensorConstructor): Session {
  const kept = new Map<string, Tensor>();
  let memory: ReadonlyMap<string, Tensor> = new Map();
  let closed = false;

  function requireOpen(): void {
    if (closed) throw closedSession();
  }
  // The runtime passes over a name that it does not know; a misspelt one would just not be fed.
  function requireInputs(names: readonly string[]): void {
    const unknown = names.find(name => !native.inputNames.includes(name));
    if (unknown === undefined) return;
    throw new MingaError('E_RUNTIME', {
      found: `a tensor for ${unknown}, which is no input of the model`,
      expected: native.inputNames.join(', '),
    });
  }
  function toNative(feeds: Feeds): Record<string, Tensor> {
    checkSizes(feeds);
    return Object.fromEntries(
      Object.entries(feeds).map(([name, { type, shape, data }]) => [
        name,
        new Tensor(type, data, shape),
      ]),
    );
  }
  function tensorOf(results: InferenceSession.OnnxValueMapType, name: string): Tensor {
    const value = results[name];
    if (!(value instanceof Tensor))
      throw new MingaError('E_RUNTIME', { found: `no output ${name}` });
    return value;
  }

  async function run(feeds: Feeds = {}, options: RunOptions = {}) {
    requireOpen();
    const carry = options.carry ?? {};
    requireInputs([...Object.keys(feeds), ...Object.values(carry)]);
    if (options.remember !== undefined)
      memory = new Map(options.remember.map(name => [name, heldTensor(kept, name)]));
    const wanted = options.outputs ?? native.outputNames.filter(name => !(name in carry));
    const all = { ...Object.fromEntries(kept), ...toNative(feeds) };
    const results = await attempt('run', () =>
      native.run(all, [...new Set([...wanted, ...Object.keys(carry)])]),
    );
    for (const [output, input] of Object.entries(carry)) kept.set(input, tensorOf(results, output));
    const outputs = Object.fromEntries(
      wanted.map(name => {
        const tensor = fromNative(tensorOf(results, name));
        // What is carried stays here, so whoever asked for it too gets an array of their own.
        return [name, name in carry ? copyTensor(tensor) : tensor];
      }),
    );
    return options.lend ? { ...outputs, ...feeds } : outputs;
  }

  return {
    inputs: native.inputMetadata.map(describe),
    outputs: native.outputMetadata.map(describe),
    async hold(feeds) {
      requireOpen();
      requireInputs(Object.keys(feeds));
      for (const [name, tensor] of Object.entries(toNative(feeds))) kept.set(name, tensor);
    },
    run,
    async held(names) {
      requireOpen();
      return Object.fromEntries(
        names.map(name => [name, copyTensor(fromNative(heldTensor(kept, name)))]),
      );
    },
    async remembered(names) {
      requireOpen();
      return Object.fromEntries(
        names.map(name => [name, copyTensor(fromNative(heldTensor(memory, name)))]),
      );
    },
    async close() {
      if (closed) return;
      closed = true;
      kept.clear();
      memory = new Map();
      await native.release();
    },
  };
}

/** The E_RUNTIME error for whatever is asked of a session after its end. */
export function closedSession(): MingaError {
  return new MingaError('E_RUNTIME', { found: 'a request to a closed session' });
}

/** @throws E_OPTION where `threads` is not a whole number from 1 */
export function requireThreads(threads: number): void {
  if (Number.isInteger(threads) && threads >= 1) return;
  throw new MingaError('E_OPTION', {
    found: `a session with ${threads} threads`,
    expected: 'a whole number from 1',
  });
}

/** Does what ONNX Runtime is asked for; @throws E_RUNTIME with its own words where it refuses. */
export async function attempt<T>(what: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MingaError('E_RUNTIME', {
      found: `the ONNX runtime could not ${what}: ${reason}`,
      cause,
    });
  }
}

function describe(entry: InferenceSession.ValueMetadata): TensorDescription {
  return entry.isTensor
    ? { name: entry.name, type: entry.type, shape: entry.shape }
    : { name: entry.name, type: 'not a tensor', shape: [] };
}

function heldTensor(kept: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = kept.get(name);
  if (tensor === undefined)
    throw new MingaError('E_RUNTIME', { found: `nothing is held as ${name}` });
  return tensor;
}

function fromNative(tensor: Tensor): RuntimeTensor {
  const shape = [...tensor.dims];
  const { type, data } = tensor;
  if (type === 'float32' && data instanceof Float32Array) return { type, shape, data };
  if (type === 'float64' && data instanceof Float64Array) return { type, shape, data };
  // Where JavaScript has a Float16Array, the runtime gives one; ours is the bits.
  if (type === 'float16' && ArrayBuffer.isView(data))
    return { type, shape, data: new Uint16Array(data.buffer, data.byteOffset, data.length) };
  if (type === 'int64' && data instanceof BigInt64Array) return { type, shape, data };
  if (type === 'int32' && data instanceof Int32Array) return { type, shape, data };
  if (type === 'uint32' && data instanceof Uint32Array) return { type, shape, data };
  if (type === 'int8' && data instanceof Int8Array) return { type, shape, data };
  if ((type === 'uint8' || type === 'bool') && data instanceof Uint8Array)
    return { type, shape, data };
  throw new MingaError('E_RUNTIME', {
    found: `an output of type ${type}`,
    expected: 'a number or bool',
  });
}
