import { fractionBits } from './resample-filter.ts';
import {
  type Code,
  get,
  i32,
  repeatWhile,
  set,
  v128,
  type WasmFunction,
  wasmModule,
} from './wasm-code.ts';

/**
 * The two convolutions of a resize, in vector instructions of WebAssembly: at least four
 * times as fast as the same loops in JavaScript, and the same bytes everywhere. All positions are addresses
 * in `memory`; both may read 16 bytes behind a source and write 16 behind a target.
 */
export interface ResizeKernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  /**
   * Convolves rows of RGB pixels to `columns` pixels each. Output x adds up `counts[x]` pixels from
   * pixel `first[x]` on, with the weights from `weights[x * width]` on.
   */
  rows(
    source: number,
    sourceStride: number,
    sourceEnd: number,
    target: number,
    targetStride: number,
    first: number,
    counts: number,
    weights: number,
    weightsStride: number,
    columns: number,
  ): void;
  /** Adds up `count` rows of `length` bytes, each times its weight, into one. */
  columns(
    source: number,
    stride: number,
    weights: number,
    weightsEnd: number,
    target: number,
    length: number,
  ): void;
}

// The global is typed by the browser's library alone, which has no place in a Node project.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: ResizeKernel };
};

const half = i32.constant(1 << (fractionBits - 1));
const step = (local: number, by: Code): Code => set(local, i32.add(get(local), by));

function rowsFunction(): WasmFunction {
  const [source, sourceStride, sourceEnd, target, targetStride] = [0, 1, 2, 3, 4];
  const [first, counts, weights, weightsStride, columns] = [5, 6, 7, 8, 9];
  const [offset, offsetEnd, pixel, weight, weightEnd, written, weightRow] = [
    10, 11, 12, 13, 14, 15, 16,
  ];
  const sum = 17;
  const at = (table: number) => i32.load(i32.add(get(table), get(offset)));
  // Red, green, blue and a fourth byte that the next pixel overwrites.
  const channels = v128.widenLow(v128.widenBytesLow(v128.loadFirst(get(pixel))));
  const rounded = v128.shiftRight(get(sum), i32.constant(fractionBits));
  const narrowed = v128.narrow(rounded, rounded);
  const body = [
    ...set(offsetEnd, i32.multiply(get(columns), i32.constant(4))),
    ...repeatWhile(
      i32.less(get(source), get(sourceEnd)),
      set(offset, i32.constant(0)),
      set(written, get(target)),
      set(weightRow, get(weights)),
      repeatWhile(
        i32.less(get(offset), get(offsetEnd)),
        set(pixel, i32.add(get(source), i32.multiply(at(first), i32.constant(3)))),
        set(weight, get(weightRow)),
        set(weightEnd, i32.add(get(weight), i32.multiply(at(counts), i32.constant(4)))),
        set(sum, v128.splat(half)),
        repeatWhile(
          i32.less(get(weight), get(weightEnd)),
          set(sum, v128.add(get(sum), v128.multiply(channels, v128.loadSplat(get(weight))))),
          step(pixel, i32.constant(3)),
          step(weight, i32.constant(4)),
        ),
        v128.storeFirst(get(written), v128.narrowToBytes(narrowed, narrowed)),
        step(written, i32.constant(3)),
        step(weightRow, get(weightsStride)),
        step(offset, i32.constant(4)),
      ),
      step(source, get(sourceStride)),
      step(target, get(targetStride)),
    ),
  ];
  return { name: 'rows', parameters: 10, integers: 7, vectors: 1, body };
}

function columnsFunction(): WasmFunction {
  const [source, stride, weights, weightsEnd, target, length] = [0, 1, 2, 3, 4, 5];
  const [end, pixel, weight] = [6, 7, 8];
  const sums = [9, 10, 11, 12];
  const [bytes, factor] = [13, 14];
  const low = v128.widenBytesLow(get(bytes));
  const high = v128.widenBytesHigh(get(bytes));
  const quarters = [
    v128.widenLow(low),
    v128.widenHigh(low),
    v128.widenLow(high),
    v128.widenHigh(high),
  ];
  const rounded = sums.map(sum => v128.shiftRight(get(sum), i32.constant(fractionBits)));
  const body = [
    ...set(end, i32.add(get(target), get(length))),
    ...repeatWhile(
      i32.less(get(target), get(end)),
      set(pixel, get(source)),
      set(weight, get(weights)),
      ...sums.map(sum => set(sum, v128.splat(half))),
      repeatWhile(
        i32.less(get(weight), get(weightsEnd)),
        set(bytes, v128.load(get(pixel))),
        set(factor, v128.loadSplat(get(weight))),
        ...sums.map((sum, i) =>
          set(sum, v128.add(get(sum), v128.multiply(quarters[i], get(factor)))),
        ),
        step(pixel, get(stride)),
        step(weight, i32.constant(4)),
      ),
      v128.store(
        get(target),
        v128.narrowToBytes(
          v128.narrow(rounded[0], rounded[1]),
          v128.narrow(rounded[2], rounded[3]),
        ),
      ),
      step(source, i32.constant(16)),
      step(target, i32.constant(16)),
    ),
  ];
  return { name: 'columns', parameters: 6, integers: 3, vectors: 6, body };
}

/** A kernel with a memory of its own. */
export function openResizeKernel(): ResizeKernel {
  const module = new WebAssembly.Module(wasmModule([rowsFunction(), columnsFunction()]));
  return new WebAssembly.Instance(module).exports;
}
