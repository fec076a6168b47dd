import { isMingaError } from '../../src/errors/index.ts';
import { add, encodeModel, Graph, mul } from '../../src/graph/index.ts';
import type { RuntimeTensor, Session, SessionOptions } from '../../src/runtime/index.ts';

export type Open = (model: string | Uint8Array, options?: SessionOptions) => Promise<Session>;

/** y = 2x + state, and next = state + x. */
export function accumulator(): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N']);
  const state = graph.input('state', 'float32', ['N']);
  graph.output('y', add(mul(x, 2), state));
  graph.output('next', add(state, x));
  return encodeModel(graph);
}

function vector(...data: number[]): RuntimeTensor {
  return { type: 'float32', shape: [data.length], data: Float32Array.from(data) };
}

/** Of an error its code and, but for ONNX Runtime's own words, its message. */
export async function refusal(action: Promise<unknown>): Promise<string> {
  try {
    await action;
    return 'no error';
  } catch (error) {
    if (!isMingaError(error)) return `not of ours: ${error}`;
    return error.problem.found.startsWith('the ONNX runtime could not')
      ? `${error.problem.found.replace(/:.*/s, '')} [${error.code}]`
      : error.message;
  }
}

/** Everything that a session promises, done once; each place must come to the same. */
export async function exercise(open: Open): Promise<Record<string, unknown>> {
  const session = await open(accumulator());
  const values = async (found: Promise<Record<string, RuntimeTensor>>) =>
    Object.fromEntries(Object.entries(await found).map(([name, { data }]) => [name, [...data]]));
  const one = { x: vector(1) };
  const carry = { next: 'state' };
  const view: RuntimeTensor = {
    type: 'float32',
    shape: [2],
    data: Float32Array.of(1, 2, 3, 4).subarray(1, 3),
  };
  const mask: RuntimeTensor = { type: 'int64', shape: [1], data: BigInt64Array.of(1n) };
  const done = {
    inputs: session.inputs,
    outputs: session.outputs.map(({ name }) => name),
    'nothing held': await refusal(session.run(one)),
    both: await values(session.run({ x: vector(1, 2), state: vector(10, 20) })),
    view: await values(session.run({ x: view, state: vector(0, 0) })),
    hold: await session.hold({ state: vector(10) }),
    'held is used': await values(session.run(one)),
    'a feed goes before what is held': await values(session.run({ ...one, state: vector(50) })),
    'carried once': await values(session.run(one, { carry })),
    'carried and asked for': await values(session.run(one, { carry, outputs: ['next'] })),
    held: await values(session.held(['state'])),
    'held again': await values(session.held(['state'])),
    remember: await values(session.run(one, { carry, remember: ['state'] })),
    'remembered is what was before': await values(session.remembered(['state'])),
    'not remembered': await refusal(session.remembered(['x'])),
    'given away': await values(session.run({ x: vector(3) }, { give: true })),
    'not held': await refusal(session.held(['z'])),
    'no input': await refusal(session.hold({ z: vector(1) })),
    'another type': await refusal(session.run({ x: mask, state: vector(1) })),
    'another size': await refusal(session.run({ x: vector(1, 2, 3), state: vector(1, 2) })),
    'not its shape': await refusal(session.hold({ x: { ...vector(1), shape: [2] } })),
    'still usable': await values(session.run(one)),
    'no threads': await refusal(open(accumulator(), { threads: 0 })),
    'no model': await refusal(open(Uint8Array.of(1, 2, 3, 4))),
  };
  await session.close();
  await session.close();
  return { ...done, closed: await refusal(session.run(one)) };
}
