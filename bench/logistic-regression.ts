/**
 * Is a run's fused head as good as scikit-learn's logistic regression on the same embeddings and
 * the same split? Hands the stored vectors of a finished run to Python, where the penalty is chosen
 * on the validation rows too, on the vectors as they are and behind a StandardScaler, and compares on
 * the test rows, paired, resampled by group.
 *
 *     npx tsx bench/logistic-regression.ts PLAN [--python PATH] [--resamples N] [--fused]
 *
 * The plan must have been run (`minga run PLAN`). Prints a Markdown table: for each of Minga's
 * cells without alignment the macro AUROC, scikit-learn's on the same modalities, and the difference
 * with its 95 % interval.
 */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bootstrap } from '../src/evaluate/index.ts';
import { openProducts, openRuntime } from '../src/runtime/index.ts';
import { readCell } from '../src/study/cell-record.ts';
import { seedMatrices } from '../src/study/figures.ts';
import { readPlan, resultsFile, resultsSchema } from '../src/study/index.ts';
import { groupsOf, labelsOf } from '../src/study/parts.ts';
import { prepareStudy } from '../src/study/prepared-study.ts';
import { rawParts } from '../src/study/training.ts';
import { Matrix } from '../src/tensor/index.ts';

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    python: { type: 'string', default: '/work/peer/venv/bin/python' },
    resamples: { type: 'string', default: '10000' },
    /** Heads of both modalities alone. */
    fused: { type: 'boolean', default: false },
  },
});

const plan = await readPlan(positionals[0] ?? 'plans/ham10000.yaml');
const results = resultsSchema.parse(
  JSON.parse(await readFile(join(plan.report.folder, resultsFile), 'utf8')),
);
const { dataset, encoded, parts } = await prepareStudy(plan, {}, () => {});
const [image] = encoded.images;
const [text] = encoded.texts;
const runtime = openRuntime();
const folder = await mkdtemp(join(tmpdir(), 'minga-bench-'));
try {
  const products = await openProducts(runtime);
  const raw = await rawParts(
    { image: image.result, text: text.result },
    { dataset, encoded, parts, products },
  );
  for (const [part, rows] of Object.entries(raw)) {
    await writeFile(join(folder, `${part}.image`), rows.image.data);
    await writeFile(join(folder, `${part}.text`), rows.text.data);
    await writeFile(join(folder, `${part}.labels`), rows.labels);
  }
  const systems = {
    ...(options.fused ? {} : { image: ['image'], text: ['text'] }),
    both: ['text', 'image'],
  };
  const job = {
    folder,
    systems,
    columns: { image: raw.train.image.columns, text: raw.train.text.columns },
    classes: dataset.classes.length,
    classWeight: plan.train.classWeights === 'balanced' ? 'balanced' : null,
    C: plan.train.C,
  };
  const peer = fileURLToPath(new URL('logistic-regression-peer.py', import.meta.url));
  const told: Record<string, { C: number; seconds: number }> = JSON.parse(
    execFileSync(options.python, [peer, JSON.stringify(job)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const labels = labelsOf(dataset, parts.test);
  const groups = groupsOf(dataset, parts.test);
  const theirs = Object.fromEntries(
    await Promise.all(
      Object.keys(told).map(async name => {
        const bytes = await readFile(join(folder, `${name}.probabilities`));
        const values = new Float32Array(new Uint8Array(bytes).buffer);
        return [name, new Matrix(labels.length, dataset.classes.length, values)] as const;
      }),
    ),
  );
  console.log('| Minga’s cell | macro AUROC | scikit-learn | macro AUROC | difference (95 %) |');
  console.log('|---|---|---|---|---|');
  for (const cell of results.cells) {
    if (cell.aligner.kind !== 'none') continue;
    const kind = cell.image === null ? 'text' : cell.text === null ? 'image' : 'both';
    if (options.fused && kind !== 'both') continue;
    const trained = await readCell(plan.report.folder, cell.key);
    if (trained === null)
      throw new Error(`${cell.id} is not in ${plan.report.folder}: run the plan`);
    for (const way of ['raw', 'scaled']) {
      const name = `${kind}-${way}`;
      const { systems: figures, pairs } = bootstrap(
        {
          labels,
          groups,
          systems: { ours: seedMatrices(trained, 'test'), theirs: [theirs[name]] },
        },
        { resamples: Number(options.resamples), pairs: [['ours', 'theirs']] },
      );
      const { estimate, low, high } = pairs[0].differences.auroc;
      const [own, other] = [figures.ours, figures.theirs].map(({ auroc }) =>
        auroc.estimate.toFixed(4),
      );
      const signed = [estimate, low, high].map(value => value.toFixed(4));
      const { C, seconds } = told[name];
      console.log(
        `| ${cell.id} | ${own} | ${way} vectors, C ${C}, ${seconds.toFixed(0)} s | ${other} | ${signed[0]} (${signed[1]} to ${signed[2]}) |`,
      );
    }
  }
} finally {
  await runtime.close();
  await rm(folder, { recursive: true, force: true });
}
