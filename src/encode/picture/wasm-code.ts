/**
 * Just enough of a WebAssembly assembler for a kernel of a page: expressions are lists of bytes,
 * and a call that takes expressions puts its opcode behind them, as the stack machine wants it.
 *
 * The numbers are those of the WebAssembly specification, release 2.0, section 5 (binary format).
 */
export type Code = readonly number[];

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** Signed LEB128. */
function signed(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return last ? [low] : [low | 0x80, ...signed(rest)];
}

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];
const unary =
  (...opcode: number[]) =>
  (a: Code): Code => [...a, ...opcode];
/** Vector instructions stand behind a prefix of their own. */
const vector = (opcode: number) => [0xfd, ...unsigned(opcode)];
/** An address is aligned to any byte and has no fixed offset. */
const anyAddress = [0, 0];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

/** Runs the body, and again as long as the condition then holds. */
export const repeatWhile = (condition: Code, ...body: Code[]): Code => [
  ...[0x03, 0x40],
  ...body.flat(),
  ...condition,
  ...[0x0d, 0, 0x0b],
];

/** Whole numbers of 32 bits. */
export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  load: unary(0x28, ...anyAddress),
  less: binary(0x49),
  add: binary(0x6a),
  multiply: binary(0x6c),
};

/** Vectors of 16 bytes: as 16 × 8, 8 × 16 or 4 × 32 bits. */
export const v128 = {
  load: unary(...vector(0x00), ...anyAddress),
  /** One number of 32 bits, in all four places. */
  loadSplat: unary(...vector(0x09), ...anyAddress),
  /** One number of 32 bits, in the first place. */
  loadFirst: unary(...vector(0x5c), ...anyAddress),
  store: binary(...vector(0x0b), ...anyAddress),
  storeFirst: binary(...vector(0x5a), ...anyAddress, 0),
  splat: unary(...vector(0x11)),
  add: binary(...vector(0xae)),
  multiply: binary(...vector(0xb5)),
  shiftRight: binary(...vector(0xac)),
  /** Bytes to 16 bits, the first or last eight; 16 bits to 32, the first or last four. */
  widenBytesLow: unary(...vector(0x89)),
  widenBytesHigh: unary(...vector(0x8a)),
  widenLow: unary(...vector(0xa9)),
  widenHigh: unary(...vector(0xaa)),
  /** Two vectors of 32 bits to one of 16, then two of 16 to one of bytes 0–255; both clip. */
  narrow: binary(...vector(0x85)),
  narrowToBytes: binary(...vector(0x66)),
};

export interface WasmFunction {
  readonly name: string;
  /** How many i32 it takes: locals 0, 1, …; it returns nothing. */
  readonly parameters: number;
  /** How many i32 and how many vectors it has besides, numbered in that order. */
  readonly integers: number;
  readonly vectors: number;
  readonly body: Code;
}

/** A module of these functions, with a memory that is exported as `memory`. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const integer = 0x7f;
  const types = functions.map(f => [0x60, ...sized(Array(f.parameters).fill([integer])), 0]);
  const exported = functions.map((f, i) => [...text(f.name), 0, ...unsigned(i)]);
  const bodies = functions.map(f => {
    const locals = [2, ...unsigned(f.integers), integer, ...unsigned(f.vectors), 0x7b];
    const code = [...locals, ...f.body, 0x0b];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, types),
    ...section(
      3,
      functions.map((_, i) => unsigned(i)),
    ),
    ...section(5, [[0, 1]]),
    ...section(7, [[...text('memory'), 2, 0], ...exported]),
    ...section(10, bodies),
  ]);
}

function sized(items: readonly Code[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, items: readonly Code[]): number[] {
  const content = sized(items);
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [...unsigned(bytes.length), ...bytes];
}
