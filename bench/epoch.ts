/**
 * Milliseconds an epoch at the paper's settings (arXiv 2406.02601): early head of 128, no dropout,
 * batch 64, AdamW at 1e-3, balanced class weights on one-hot targets; beside PyTorch with `Dataset`
 * and `DataLoader` of two workers, as the paper's code has it, and by tensor indexing.
 *
 *     npx tsx bench/epoch.ts [--sizes 2560,1024,4864] [--peers loader,tensors] [--workers N]
 *       [--threads N] [--epochs N] [--rounds N] [--python PATH] [--json FILE] [--dist | --sources]
 *
 * The rows are made up; their number and width are those of HAM10000: a fifth of its 10,015 images
 * is held out, and `2560` is MobileNetV2's 1,280 with a text that the paper's alignment stretches
 * to as many, `1024` is CLIP's pair and `4864` DINOv2 with LLaMA. Ours is a whole fit over its
 * epochs, held-out rows included. The paper times the training loop alone, so that is told apart.
 */
import { parseArgs } from 'node:util';
import { duel } from './duel.ts';
import type { EpochJob, EpochTurn } from './epoch-ours.ts';
import { chooseForm } from './measured-side.ts';
import { namesOf, numbersOf, sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import { startSides } from './sides.ts';
import { printRatio, printSummary, summarise, tableHead, tableRow } from './summary.ts';

const sizes = [
  { rows: 8_009, image: 1_280, text: 1_280 },
  { rows: 8_009, image: 512, text: 512 },
  { rows: 8_009, image: 768, text: 4_096 },
] as const;

const { values: options } = parseArgs({
  options: {
    ...sharedOptions,
    sizes: { type: 'string', default: '2560' },
    peers: { type: 'string', default: 'loader,tensors' },
    workers: { type: 'string', default: '2' },
    threads: { type: 'string', default: '2' },
    epochs: { type: 'string', default: '3' },
  },
});
const form = chooseForm(options);
const dimensions = numbersOf(options.sizes);
const peers = namesOf(options.peers);
const protocol = openProtocol(options.json);

const jobs = sizes
  .filter(({ image, text }) => dimensions.includes(image + text))
  .map(
    (size): EpochJob => ({
      ...size,
      heldOut: 10_015 - size.rows,
      classes: 7,
      batch: 64,
      workers: Number(options.workers),
      threads: wholeNumber(options.threads),
      epochs: wholeNumber(options.epochs),
    }),
  );

async function compare(job: EpochJob) {
  const runners = await startSides<{ seed: number }, EpochTurn>({
    bench: 'epoch',
    job,
    form,
    peers,
    python: options.python,
  });
  protocol.note(runners);
  const turns = await duel(runners, {
    warmUp: { seed: 0 },
    rounds: wholeNumber(options.rounds),
    request: seed => ({ seed }),
  });
  const ours = summarise(turns[0].map(({ whole }) => whole));
  for (const [i, { name }] of runners.entries()) {
    const whole = summarise(turns[i].map(turn => turn.whole));
    const training = summarise(turns[i].map(turn => turn.training));
    console.log(
      tableRow([
        `${job.rows} × ${job.image + job.text}`,
        name,
        i === 0 ? '(not told apart)' : printSummary(training, 0),
        i === 0 ? '' : printRatio(ours, training),
        printSummary(whole, 0),
        printRatio(ours, whole),
        Math.max(...turns[i].map(turn => turn.megabytes)).toFixed(0),
      ]),
    );
  }
  return { job, turns: Object.fromEntries(runners.map(({ name }, i) => [name, turns[i]])) };
}

console.log(
  tableHead([
    'rows × dims',
    'who',
    'training loop alone, ms an epoch',
    'as long as our whole epoch',
    'whole epoch with held-out rows, ms',
    'as long as ours',
    'MB, without workers',
  ]),
);
const figures = [];
for (const job of jobs) figures.push(await compare(job));
protocol.finish({ form, figures });
