/**
 * How far a training step is from what its matrix products alone take, and where the rest goes:
 * the early head of 128 through `openTrainer`, beside a loop of the same products in the layout in
 * which the runtime multiplies fastest, turn by turn in one process.
 *
 *     npx tsx bench/roofline.ts [--columns 1024,1536,4864] [--batches 64,512] [--threads 1,2]
 *       [--breakdown 64x1] [--rounds N] [--json FILE]
 *
 * `--breakdown` names the settings (batch × threads) for which the time of each operator is shown;
 * empty for none. Prints Markdown.
 */
import { parseArgs } from 'node:util';
import {
  classificationTask,
  headDesign,
  headSettings,
  openTrainer,
  type Trainer,
} from '../src/fuse/index.ts';
import { openRuntime, type Runtime } from '../src/runtime/index.ts';
import { printBreakdown } from './breakdown.ts';
import { profileOperators } from './operator-profile.ts';
import { namesOf, numbersOf, sharedOptions, wholeNumber } from './options.ts';
import { openProducts } from './products.ts';
import { openProtocol } from './protocol.ts';
import { printSummary, summarise, tableHead, tableRow } from './summary.ts';
import { classNames, noisePairs } from './synthetic.ts';

const { json, rounds: roundsOption } = sharedOptions;
const { values: options } = parseArgs({
  options: {
    json,
    rounds: roundsOption,
    columns: { type: 'string', default: '1024,1536,4864' },
    batches: { type: 'string', default: '64,512' },
    threads: { type: 'string', default: '1,2' },
    breakdown: { type: 'string', default: '64x1' },
  },
});
const rounds = wholeNumber(options.rounds);
const protocol = openProtocol(options.json);
/** About the rows of an epoch; whole batches, and few validation rows, so that a step is a step. */
const [rowsAnEpoch, validationRows, epochs] = [8_000, 64, 3];
const [hidden, units] = [128, 7];

interface Setting {
  readonly batch: number;
  readonly columns: number;
  readonly threads: number;
}

async function startTrainer(
  runtime: Runtime,
  { batch, columns, threads }: Setting,
): Promise<Trainer> {
  const task = classificationTask(classNames(units));
  const halves = { image: Math.floor(columns / 2), text: Math.ceil(columns / 2) };
  const network = headDesign('early').network(halves, units, headSettings('early', { hidden }));
  const train = { batch, epochs, patience: epochs, threads };
  const trainer = await openTrainer(runtime, network, task, train);
  const rows = batch * Math.round(rowsAnEpoch / batch);
  const pairs = { ...halves, classes: units };
  await trainer.load(
    noisePairs({ ...pairs, rows }, 'train'),
    noisePairs({ ...pairs, rows: validationRows }, 'validation'),
  );
  return trainer;
}

/** Milliseconds of a step and of its products, in turns; the first of each warms up. */
async function measure(runtime: Runtime, setting: Setting) {
  const size = { ...setting, hidden, units };
  const products = await openProducts(runtime, size, { threads: setting.threads });
  const trainer = await startTrainer(runtime, setting);
  const [steps, alone]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const time = await products.time(Math.ceil(20_000 / setting.batch));
    const fit = await trainer.fit({ seed: round });
    if (round === 0) continue;
    alone.push(time);
    steps.push((1000 * fit.seconds) / fit.steps);
  }
  await products.close();
  await trainer.close();
  return { steps, products: alone };
}

async function breakdown(setting: Setting, step: number) {
  let steps = 0;
  const times = await profileOperators(async runtime => {
    const trainer = await startTrainer(runtime, setting);
    ({ steps } = await trainer.fit({ seed: 0 }));
  });
  const { batch, columns, threads } = setting;
  console.log('');
  console.log(`Batch ${batch}, ${columns} columns, threads: ${threads}.`);
  console.log(printBreakdown(times, steps, 1000 * step));
  return { setting, steps, times };
}

function gigaflops({ batch, columns }: Setting, milliseconds: number): string {
  const operations = 2 * batch * hidden * (2 * columns + 3 * units);
  return (operations / milliseconds / 1e6).toFixed(0);
}

const settings = numbersOf(options.batches).flatMap(batch =>
  numbersOf(options.columns).flatMap(columns =>
    numbersOf(options.threads).map((threads): Setting => ({ batch, columns, threads })),
  ),
);
console.log(
  tableHead([
    'batch',
    'columns',
    'threads',
    'step, ms',
    'its products alone, ms',
    'GFLOP/s of the products',
    'step ÷ products',
  ]),
);
const runtime = openRuntime();
const figures = [];
for (const setting of settings) {
  const { steps, products } = await measure(runtime, setting);
  const [step, alone] = [summarise(steps), summarise(products)];
  console.log(
    tableRow([
      setting.batch,
      setting.columns,
      setting.threads,
      printSummary(step, 3),
      printSummary(alone, 3),
      gigaflops(setting, alone.median),
      (step.median / alone.median).toFixed(2),
    ]),
  );
  figures.push({ setting, steps, products });
}
await runtime.close();
const wanted = namesOf(options.breakdown);
const breakdowns = [];
for (const { setting, steps } of figures) {
  if (!wanted.includes(`${setting.batch}x${setting.threads}`)) continue;
  breakdowns.push(await breakdown(setting, summarise(steps).median));
}
protocol.finish({ figures, breakdowns });
