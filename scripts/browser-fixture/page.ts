import type { TrainOptions } from '../../src/fuse/index.ts';
import { encodeModel, Graph, gemm } from '../../src/graph/index.ts';
import {
  type BrowserOptions,
  openBrowserRuntime,
  openBrowserSession,
} from '../../src/runtime/browser/index.ts';
import { accumulator, exercise, refusal } from './battery.ts';
import { type Trained, train } from './train.ts';

// What a test asks of a page; each answer is plain data.
const options = { wasm: '/ort/' };

export async function trainInWorker(
  name: 'early' | 'late',
  settings: BrowserOptions,
  training: TrainOptions,
): Promise<Trained> {
  const runtime = openBrowserRuntime(settings);
  const trained = await train(runtime, name, training);
  await runtime.close();
  return trained;
}

export async function exerciseInWorker(): Promise<Record<string, unknown>> {
  const runtime = openBrowserRuntime(options);
  const done = await exercise((model, settings) => runtime.open(model, settings));
  await runtime.close();
  return done;
}

export function exerciseHere(): Promise<Record<string, unknown>> {
  return exercise((model, settings) => openBrowserSession(model, { ...options, ...settings }));
}

/** Square products one after another: `count` of them in one run. */
function slowModel(count: number): Uint8Array {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 'N']);
  let y = x;
  for (let i = 0; i < count; i++) y = gemm(y, x);
  graph.output('y', y);
  return encodeModel(graph);
}

/** The longest wait between two ticks of a timer during one long run, and how long that run took. */
export async function ticksWhileItRuns(where: 'worker' | 'here') {
  const runtime = openBrowserRuntime(options);
  const model = slowModel(40);
  const session =
    where === 'worker' ? await runtime.open(model) : await openBrowserSession(model, options);
  const x = { type: 'float32', shape: [400, 400], data: new Float32Array(160_000) } as const;
  const started = performance.now();
  let [last, longest] = [started, 0];
  const tick = () => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(tick, 5);
  await session.run({ x });
  tick();
  clearInterval(timer);
  await session.close();
  await runtime.close();
  return { run: last - started, longest };
}

/** Ticks of a timer during a training of many epochs. */
export async function ticksWhileItTrains() {
  const runtime = openBrowserRuntime(options);
  // Until its first answer the worker only loads WebAssembly.
  await (await runtime.open(accumulator())).close();
  let ticks = 0;
  const timer = setInterval(() => {
    ticks += 1;
  }, 1);
  const { history } = await train(runtime, 'early', { patience: 40 });
  clearInterval(timer);
  await runtime.close();
  return { epochs: history.length, ticks };
}

/** An abort in the third epoch. */
export async function abortedTraining() {
  const runtime = openBrowserRuntime(options);
  const control = new AbortController();
  const epochs: number[] = [];
  const onEpoch = ({ epoch }: { readonly epoch: number }) => {
    epochs.push(epoch);
    if (epoch === 3) control.abort();
  };
  const stopped = await refusal(
    train(runtime, 'early', { signal: control.signal, onEpoch, patience: 40 }),
  );
  // The runtime outlives what was stopped.
  const session = await runtime.open(accumulator());
  await session.close();
  await runtime.close();
  return { stopped, epochs };
}

/** What is said where it cannot begin, or is closed. */
export async function refusals() {
  const opened = async (settings: BrowserOptions, model: string | Uint8Array = accumulator()) =>
    openBrowserRuntime(settings).open(model);
  const closing = openBrowserRuntime(options);
  const session = await closing.open(slowModel(40));
  const x = { type: 'float32', shape: [400, 400], data: new Float32Array(160_000) } as const;
  const waiting = refusal(session.run({ x }));
  await closing.close();
  return {
    closed: await waiting,
    'closed before': await refusal(session.run({ x })),
    'no folder': await refusal(opened({ wasm: '' })),
    'another server': await refusal(opened({ wasm: 'https://cdn.example/ort/' })),
    'no threads': await refusal(opened({ ...options, threads: 0 })),
    'wasm is not there': await refusal(opened({ wasm: '/nowhere/' })),
    'wasm is half there': await refusal(opened({ wasm: '/half' })),
    'wasm is a page': await refusal(opened({ wasm: '/pages/' })),
    'wasm is not there, in this thread': await refusal(
      openBrowserSession(accumulator(), { wasm: '/nowhere/' }),
    ),
    'other options in this thread': await refusal(openBrowserSession(accumulator(), options)),
    'no model': await refusal(opened(options, '/src/absent.onnx')),
    'a model of another server': await refusal(opened(options, 'https://cdn.example/a.onnx')),
  };
}

/** Threads in a page without the headers for them. */
export async function tooManyThreads() {
  return refusal(trainInWorker('early', { ...options, threads: 2 }, {}));
}
