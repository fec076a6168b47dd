/** One fit of the early head, the same code in Node and in a page (`bench/browser.ts`). */
import {
  classificationTask,
  headDesign,
  headSettings,
  type LabelledPairs,
  openTrainer,
} from '../src/fuse/index.ts';
import { openBrowserRuntime } from '../src/runtime/browser/index.ts';
import type { Runtime } from '../src/runtime/index.ts';
import { Matrix, Random } from '../src/tensor/index.ts';

const classes = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
const dimensions = { image: 512, text: 512 };
const [epochs, batch] = [3, 64];

export interface Turn {
  /** Validation, drawing and the copy of the best epoch included. */
  readonly millisecondsAStep: number;
  /** The longest time in which the calling thread could do nothing else. */
  readonly longestStall: number;
  /** Handing the rows over. */
  readonly loading: number;
}

/** Normal noise repeated row by row: drawing every number anew would take longer than training. */
function noise(rows: number, columns: number, stream: string): Matrix {
  const random = new Random(0, stream);
  const pool = Float32Array.from({ length: 65_521 }, () => random.normal());
  const matrix = Matrix.zeros(rows, columns);
  for (let k = 0; k < matrix.data.length; k++) matrix.data[k] = pool[k % pool.length];
  return matrix;
}

function pairs(rows: number, stream: string): LabelledPairs {
  const random = new Random(0, `labels ${stream}`);
  return {
    image: noise(rows, dimensions.image, `image ${stream}`),
    text: noise(rows, dimensions.text, `text ${stream}`),
    labels: Int32Array.from({ length: rows }, () => random.below(classes.length)),
  };
}

export async function measure(runtime: Runtime, rows: number, threads: number): Promise<Turn> {
  const task = classificationTask(classes);
  const network = headDesign('early').network(dimensions, task.units, headSettings('early'));
  const options = { batch, epochs, patience: epochs, threads };
  const trainer = await openTrainer(runtime, network, task, options);
  const [train, validation] = [pairs(rows, 'train'), pairs(Math.round(rows / 10), 'validation')];
  const started = performance.now();
  await trainer.load(train, validation);
  const loading = performance.now() - started;
  let [last, longestStall] = [performance.now(), 0];
  const tick = () => {
    longestStall = Math.max(longestStall, performance.now() - last);
    last = performance.now();
  };
  const timer = setInterval(tick, 1);
  const { seconds, steps } = await trainer.fit({ seed: 0 });
  tick();
  clearInterval(timer);
  await trainer.close();
  return { millisecondsAStep: (1000 * seconds) / steps, longestStall, loading };
}

/** The same in a page, with a worker of its own. */
export async function measureInPage(rows: number, threads: number): Promise<Turn> {
  const runtime = openBrowserRuntime({ wasm: '/ort/', threads });
  const turn = await measure(runtime, rows, threads);
  await runtime.close();
  return turn;
}
