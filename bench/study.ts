/**
 * Seconds of a study: the linear and the early head for each λ of the shift and each seed, trained
 * as `minga run` does it (cells side by side, each on threads of its own), beside PyTorch by tensor
 * indexing, one fit after another. Both align the rows for every λ, gap from training rows alone.
 *
 *     npx tsx bench/study.ts [--ways 2x1,1x2] [--peers plain,fused] [--peer-threads N]
 *       [--lambdas N] [--seeds N] [--epochs N] [--heads linear,early]
 *       [--rounds N] [--python PATH] [--json FILE] [--dist | --sources]
 *
 * A way is lanes × threads: `2x1` trains two cells at once with one thread each, `1x2` one after
 * another with two. That it is the same work is shown by the validation losses after the last
 * epoch: for each head their mean over λ, seed by seed, compared by Welch's t.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeConePairs } from './cone-pairs.ts';
import { duel } from './duel.ts';
import { agreement } from './loss-agreement.ts';
import { chooseForm } from './measured-side.ts';
import { namesOf, sharedOptions, wholeNumber } from './options.ts';
import { openProtocol } from './protocol.ts';
import type { Runner } from './runner.ts';
import { startOurs, startPeer } from './sides.ts';
import type { StudyJob, StudyRequest, StudyTurn } from './study-ours.ts';
import { printRatio, printSummary, summarise, tableHead, tableRow } from './summary.ts';

const { values: options } = parseArgs({
  options: {
    ...sharedOptions,
    rounds: { type: 'string', default: '5' },
    ways: { type: 'string', default: '2x1' },
    peers: { type: 'string', default: 'plain' },
    'peer-threads': { type: 'string', default: '2' },
    lambdas: { type: 'string', default: '11' },
    seeds: { type: 'string', default: '5' },
    epochs: { type: 'string', default: '5' },
    heads: { type: 'string', default: 'linear,early' },
  },
});
const form = chooseForm(options);
const protocol = openProtocol(options.json);
const shape = { train: 8_000, validation: 800, image: 512, text: 512, classes: 7 };
const [lambdas, seeds] = [wholeNumber(options.lambdas), wholeNumber(options.seeds)];
const request: StudyRequest = {
  lambdas: Array.from({ length: lambdas }, (_, i) => (lambdas === 1 ? 0 : i / (lambdas - 1))),
  seeds: Array.from({ length: seeds }, (_, i) => i),
  heads: namesOf(options.heads),
};
const folder = mkdtempSync(join(tmpdir(), 'minga-bench-study-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

async function startRunners() {
  const job: StudyJob = { ...shape, folder, batch: 64, epochs: wholeNumber(options.epochs) };
  const runners: Runner<StudyRequest, StudyTurn>[] = [];
  for (const way of namesOf(options.ways)) {
    const [lanes, threads] = way.split('x').map(wholeNumber);
    const name = `Minga, ${lanes} at once × ${threads}`;
    runners.push(await startOurs(name, { bench: 'study', job: { ...job, lanes, threads }, form }));
  }
  const threads = wholeNumber(options['peer-threads']);
  for (const peer of namesOf(options.peers)) {
    const name = `PyTorch ${peer}, 1 at once × ${threads}`;
    const { python } = options;
    runners.push(await startPeer(name, { bench: 'study', job: { ...job, threads }, peer, python }));
  }
  return runners;
}

async function compare() {
  await writeConePairs(folder, shape);
  const runners = await startRunners();
  protocol.note(runners);
  const turns = await duel(runners, {
    warmUp: { ...request, lambdas: [0.5], seeds: [0] },
    rounds: wholeNumber(options.rounds),
    request: () => request,
  });
  const times = turns.map(each => summarise(each.map(({ seconds }) => seconds)));
  for (const [i, { name }] of runners.entries()) {
    const peak = Math.max(...turns[i].map(turn => turn.megabytes)).toFixed(0);
    console.log(tableRow([name, printSummary(times[i], 1), printRatio(times[0], times[i]), peak]));
  }
  console.log('');
  for (const [i, { name }] of runners.entries()) {
    if (i > 0) console.log(agreement(name, turns[0][0].fits, turns[i][0].fits));
  }
  return Object.fromEntries(runners.map(({ name }, i) => [name, turns[i]]));
}

const fits = request.lambdas.length * request.seeds.length * request.heads.length;
console.log(
  `${fits} fits of ${options.epochs} epochs, ${shape.train} × ${shape.image + shape.text}`,
);
console.log('');
console.log(tableHead(['who', 'seconds', 'as long as the first', 'MB']));
protocol.finish({ form, request, shape, turns: await compare() });
