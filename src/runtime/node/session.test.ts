import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isMingaError, type MingaError } from '../../errors/index.ts';
import { add, encodeModel, Graph, gemm, mul } from '../../graph/index.ts';
import {
  openLocalSession,
  openRuntime,
  openSession,
  type Runtime,
  type RuntimeTensor,
  type Session,
  type SessionOptions,
} from '../index.ts';

/** y = 2x + state, and next = state + x. */
function accumulator(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N']);
  const state = graph.input('state', 'float32', ['N']);
  graph.output('y', add(mul(x, 2), state));
  graph.output('next', add(state, x));
  return encodeModel(graph);
}

/** Some 0.5 s of products. */
function slowModel(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 'N']);
  let y = x;
  for (let i = 0; i < 40; i++) y = gemm(y, x);
  graph.output('y', y);
  return encodeModel(graph);
}

const slowFeeds = {
  x: { type: 'float32', shape: [700, 700], data: new Float32Array(700 * 700) },
} as const;

function vector(...data: number[]): RuntimeTensor {
  return { type: 'float32', shape: [data.length], data: Float32Array.from(data) };
}

async function failure(action: Promise<unknown>): Promise<MingaError> {
  try {
    await action;
  } catch (error) {
    if (isMingaError(error)) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

let folder = '';
let runtime: Runtime;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-runtime-'));
  runtime = openRuntime();
});
afterAll(async () => {
  await runtime.close();
  await rm(folder, { recursive: true });
});

type Open = (model: string | Uint8Array, options?: SessionOptions) => Promise<Session>;

const places: readonly (readonly [string, Open])[] = [
  ['in this thread', openLocalSession],
  ['in a runtime', (model, options) => runtime.open(model, options)],
  ['in a thread of its own', openSession],
];

describe.each(places)('a session %s', (_, open) => {
  test('describes its inputs and outputs', async () => {
    const session = await open(accumulator());
    expect(session.inputs).toEqual([
      { name: 'x', type: 'float32', shape: ['N'] },
      { name: 'state', type: 'float32', shape: ['N'] },
    ]);
    expect(session.outputs.map(({ name }) => name)).toEqual(['y', 'next']);
    await session.close();
  });

  test('runs a model from bytes and from a file, with the same result', async () => {
    const file = join(folder, 'accumulator.onnx');
    await writeFile(file, accumulator());
    for (const model of [accumulator(), file]) {
      const session = await open(model, { threads: 1 });
      const { y, next } = await session.run({ x: vector(1, 2), state: vector(10, 20) });
      expect(y).toEqual(vector(12, 24));
      expect(next).toEqual(vector(11, 22));
      await session.close();
    }
  });

  test('returns the outputs that are asked for', async () => {
    const session = await open(accumulator());
    const outputs = await session.run({ x: vector(1), state: vector(1) }, { outputs: ['next'] });
    expect(Object.keys(outputs)).toEqual(['next']);
    await session.close();
  });

  test('keeps what is held, lets a run override it once, and carries outputs on', async () => {
    const session = await open(accumulator());
    await session.hold({ state: vector(10) });
    expect((await session.run({ x: vector(1) })).y).toEqual(vector(12));
    expect((await session.run({ x: vector(1), state: vector(50) })).y).toEqual(vector(52));
    expect((await session.held(['state'])).state).toEqual(vector(10));

    const carried = await session.run({ x: vector(1) }, { carry: { next: 'state' } });
    expect(Object.keys(carried)).toEqual(['y']);
    await session.run({ x: vector(1) }, { carry: { next: 'state' } });
    expect((await session.held(['state'])).state).toEqual(vector(12));
    await session.close();
  });

  test('returns an output that is both carried and asked for, and can still use it', async () => {
    const session = await open(accumulator());
    await session.hold({ state: vector(0) });
    const options = { outputs: ['y', 'next'], carry: { next: 'state' } };
    const { next } = await session.run({ x: vector(5) }, options);
    expect(next).toEqual(vector(5));
    // The caller's array is its own: writing to it does not reach the session.
    if (next.data instanceof Float32Array) next.data[0] = 99;
    expect((await session.run({ x: vector(1) }, options)).y).toEqual(vector(7));
    expect((await session.held(['state'])).state).toEqual(vector(6));
    await session.close();
  });

  test('gives what it holds as copies', async () => {
    const session = await open(accumulator());
    await session.hold({ state: vector(3) });
    const { state } = await session.held(['state']);
    if (state.data instanceof Float32Array) state.data[0] = 99;
    expect((await session.held(['state'])).state).toEqual(vector(3));
    await session.close();
  });

  test('gives back what it was lent, beside the outputs, to be lent again', async () => {
    const session = await open(accumulator());
    const room = new Float32Array(4);
    room.set([1, 2], 1);
    let x: RuntimeTensor = { type: 'float32', shape: [2], data: room.subarray(1, 3) };
    for (const expected of [
      [2, 4],
      [20, 4],
    ]) {
      const result = await session.run({ x, state: vector(0, 0) }, { outputs: ['y'], lend: true });
      expect(Object.keys(result).sort()).toEqual(['state', 'x', 'y']);
      expect(result.y).toEqual(vector(...expected));
      const returned = result.x;
      if (returned.type !== 'float32') throw new Error('it came back as another type');
      expect([returned.data.byteOffset, returned.data.buffer.byteLength]).toEqual([4, 16]);
      returned.data[0] = 10;
      x = returned;
    }
    await session.close();
  });

  test('stays usable after a run that was refused', async () => {
    const session = await open(accumulator());
    await session.hold({ state: vector(1) });
    await failure(session.run({ x: vector(1, 2, 3), state: vector(1, 2) }));
    expect((await session.run({ x: vector(1) })).y).toEqual(vector(3));
    await session.close();
  });

  test.each<[string, (session: Session) => Promise<unknown>, RegExp]>([
    ['an input that is missing', s => s.run({ x: vector(1) }), /could not run: .*state/],
    [
      'an input that the model does not have',
      s => s.run({ x: vector(1), state: vector(1), z: vector(1) }),
      /a tensor for z, which is no input of the model, expected x, state/,
    ],
    [
      'to hold what is no input',
      s => s.hold({ z: vector(1) }),
      /a tensor for z, which is no input of the model/,
    ],
    [
      'to carry to what is no input',
      s => s.run({ x: vector(1), state: vector(1) }, { carry: { next: 'z' } }),
      /a tensor for z, which is no input of the model/,
    ],
    [
      'an output that the model does not have',
      s => s.run({ x: vector(1), state: vector(1) }, { outputs: ['z'] }),
      /could not run: .*z/,
    ],
    [
      'an input of another type',
      s =>
        s.run({
          x: { type: 'int64', shape: [1], data: BigInt64Array.of(1n) },
          state: vector(1),
        }),
      /could not run: .*type/,
    ],
    [
      'sizes that do not fit',
      s => s.run({ x: vector(1, 2, 3), state: vector(1, 2) }),
      /could not run: .*Add/,
    ],
    [
      'an array that does not fit its shape',
      s => s.run({ x: { type: 'float32', shape: [2], data: new Float32Array(3) } }),
      /3 numbers fed as x of shape \[2\], expected 2/,
    ],
    ['what is not held', s => s.held(['state']), /nothing is held as state/],
  ])('refuses %s', async (_, act, message) => {
    const session = await open(accumulator());
    const error = await failure(act(session));
    expect(error.code).toBe('E_RUNTIME');
    expect(error.message).toMatch(message);
    await session.close();
  });

  test('refuses a file that is missing, with the place and what was expected', async () => {
    const error = await failure(open(join(folder, 'absent.onnx')));
    expect(error.code).toBe('E_FILE_MISSING');
    expect(error.problem).toEqual({
      found: `no model at ${join(folder, 'absent.onnx')}`,
      expected: 'an .onnx file',
    });
  });

  test('refuses bytes that are no model', async () => {
    const error = await failure(open(Uint8Array.from([1, 2, 3, 4])));
    expect(error.code).toBe('E_RUNTIME');
    expect(error.message).toMatch(/could not load the model/);
  });

  test.each([0, -1, 1.5, Number.NaN])('refuses %s threads', async threads => {
    expect((await failure(open(accumulator(), { threads }))).code).toBe('E_OPTION');
  });

  test('refuses everything after its end, and may be closed twice', async () => {
    const session = await open(accumulator());
    await session.close();
    await session.close();
    for (const act of [
      () => session.run({ x: vector(1), state: vector(1) }),
      () => session.hold({ x: vector(1) }),
      () => session.held(['x']),
    ]) {
      expect((await failure(act())).message).toMatch(/closed (session|runtime).*E_RUNTIME/);
    }
  });
});

describe('a session in another thread', () => {
  test('does not see what the caller later writes to a held array', async () => {
    const session = await runtime.open(accumulator());
    const state = Float32Array.of(1);
    await session.hold({ state: { type: 'float32', shape: [1], data: state } });
    state[0] = 99;
    expect((await session.run({ x: vector(1) })).y).toEqual(vector(3));
    await session.close();
  });

  test('leaves the arrays of its caller usable', async () => {
    const session = await runtime.open(accumulator());
    const x = vector(1);
    await session.run({ x, state: vector(1) });
    expect(x).toEqual(vector(1));
    await session.close();
  });

  test('leaves the calling thread free while it runs', async () => {
    const session = await runtime.open(slowModel(), { threads: 1 });
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 5);
    await session.run(slowFeeds);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(5);
    await session.close();
  });

  test('has neighbours in its runtime that do not share what they hold', async () => {
    const [a, b] = await Promise.all([runtime.open(accumulator()), runtime.open(accumulator())]);
    await a.hold({ state: vector(1) });
    await b.hold({ state: vector(2) });
    const [one, two] = await Promise.all([a.run({ x: vector(0) }), b.run({ x: vector(0) })]);
    expect([one.y, two.y]).toEqual([vector(1), vector(2)]);
    await a.close();
    expect((await b.run({ x: vector(1) })).y).toEqual(vector(4));
    await b.close();
  });

  test('answers requests in the order in which they were made', async () => {
    const session = await runtime.open(accumulator());
    const run = () => session.run({ x: vector(1) }, { carry: { next: 'state' } });
    const [, first, , second] = await Promise.all([
      session.hold({ state: vector(0) }),
      run(),
      session.hold({ state: vector(100) }),
      run(),
    ]);
    expect([first.y, second.y]).toEqual([vector(2), vector(102)]);
    await session.close();
  });

  test('is fed a view with its own numbers alone', async () => {
    const session = await runtime.open(accumulator());
    const all = Float32Array.of(1, 2, 3, 4);
    const x: RuntimeTensor = { type: 'float32', shape: [2], data: all.subarray(1, 3) };
    expect((await session.run({ x, state: vector(0, 0) })).y).toEqual(vector(4, 6));
    expect([...all]).toEqual([1, 2, 3, 4]);
    await session.close();
  });

  test('refuses an array whose buffer was given away, and goes on', async () => {
    const session = await runtime.open(accumulator());
    const data = Float32Array.of(1);
    structuredClone(data, { transfer: [data.buffer] });
    const spent: RuntimeTensor = { type: 'float32', shape: [1], data };
    const error = await failure(session.run({ x: spent, state: vector(1) }));
    expect(error.message).toMatch(/0 numbers fed as x of shape \[1\].*E_RUNTIME/);
    expect((await session.run({ x: vector(1), state: vector(1) })).y).toEqual(vector(3));
    await session.close();
  });
});

describe('closing a runtime', () => {
  // More than once: a thread that is ended within native code takes the process with it.
  test.each([0, 20, 50, 80])('rejects what is under way for %i ms, and later asks', async delay => {
    const own = openRuntime();
    const session = await own.open(slowModel(), { threads: 1 });
    const running = failure(session.run(slowFeeds));
    const waiting = failure(session.run(slowFeeds));
    await new Promise(resolve => setTimeout(resolve, delay));
    const closed = own.close();
    expect((await running).message).toMatch(/closed runtime.*E_RUNTIME/);
    expect((await waiting).message).toMatch(/closed runtime.*E_RUNTIME/);
    await closed;
    expect((await failure(session.run(slowFeeds))).code).toBe('E_RUNTIME');
    expect((await failure(own.open(accumulator()))).code).toBe('E_RUNTIME');
    await session.close();
    await own.close();
  });

  test('ends a thread that has not yet begun', async () => {
    const own = openRuntime();
    const opening = failure(own.open(accumulator()));
    await own.close();
    expect((await opening).message).toMatch(/closed runtime/);
  });
});
