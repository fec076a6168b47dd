import { Command, InvalidArgumentError, Option } from 'commander';
import { MingaError } from '../../errors/index.ts';
import type { Precision } from '../../models/index.ts';
import type { EncoderCheck } from '../../study/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface CheckOptions {
  readonly data: string;
  readonly modality: 'image' | 'text';
  readonly precision: string;
  readonly reference: string;
  readonly rows: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** `minga models check`: 0 where the precision is safe, 1 where it is not or cannot be told. */
export function modelsCheckCommand(): Command {
  return new Command('check')
    .description(
      'compare a quantised encoder with its float32 on your own rows: safe to use or not?\n' +
        'Ends with 0 where it is safe, with 1 where it is not or cannot be told.',
    )
    .argument('<model>', 'a model folder that holds both, or the hub id of a pulled model')
    .requiredOption('--data <plan>', 'a plan: its data set, split and store are used')
    .addOption(
      new Option('--modality <modality>', 'what the model reads')
        .choices(['image', 'text'])
        .default('image'),
    )
    .option('--precision <precision>', 'the one that is asked about', 'int8')
    .option('--reference <precision>', 'what it is measured against', 'fp32')
    .option('--rows <count>', 'the most rows to compare on, or "all"', rowCount, 1024)
    .option('--seed <seed>', 'of the rows that are drawn', wholeNumber, 0)
    .option('--json', 'one line of JSON instead of the table and the progress')
    .action(async (model: string, options: CheckOptions) => {
      const { checkEncoder, readPlan } = await import('../../study/index.ts');
      const { data, modality, precision, reference, rows, seed, json } = options;
      const check = await checkEncoder({
        modality,
        model,
        plan: await readPlan(data),
        candidate: await precisionNamed(precision),
        reference: await precisionNamed(reference),
        rows,
        seed,
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      print(json ? JSON.stringify(check) : `\n${checkTable(check)}`);
      // A script that pulls a smaller model only where it is safe needs no more than this.
      if (check.verdict.answer !== 'safe') process.exitCode = 1;
    });
}

/** @throws E_USAGE for a name that no precision has */
async function precisionNamed(name: string): Promise<Precision> {
  const { precisions } = await import('../../models/index.ts');
  const known = precisions.find(precision => precision === name);
  if (known !== undefined) return known;
  throw new MingaError('E_USAGE', {
    found: `precision "${name}"`,
    expected: `one of ${precisions.join(', ')}`,
  });
}

function rowCount(text: string): number {
  return text === 'all' ? Number.POSITIVE_INFINITY : wholeNumber(text);
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError('a whole number is expected');
}

/** The check as lines for people. */
function checkTable({
  model,
  rows,
  reference,
  candidate,
  vectors,
  downstream,
  verdict,
}: EncoderCheck) {
  const { cosine, neighbours, lengthRatio } = vectors;
  const { auroc, macroF1 } = downstream;
  const line = (name: string, a: string, b: string, c = '') =>
    `${name.padEnd(16)}${a.padStart(10)}${b.padStart(10)}   ${c}`.trimEnd();
  const figure = (name: string, { reference: a, candidate: b, difference }: typeof auroc) =>
    line(
      name,
      fixed(a.estimate),
      fixed(b.estimate),
      `${signed(difference.estimate)} (${signed(difference.low)} to ${signed(difference.high)})`,
    );
  return [
    `${model}: ${rows.train} rows to train a probe, ${rows.heldOut} held out (${rows.heldOutGroups} groups), ${rows.failed} failed`,
    '',
    line('', reference.precision, candidate.precision),
    line('weights', megabytes(reference.bytes), megabytes(candidate.bytes)),
    line('speed', rate(reference.perSecond), rate(candidate.perSecond)),
    line('one alone', time(reference.latency?.median), time(candidate.latency?.median)),
    figure('macro AUROC', auroc),
    figure('macro F1', macroF1),
    '',
    `cosine of a row's two vectors   lowest ${fixed(cosine.minimum)}, 1 % ${fixed(cosine.onePercent)}, 5 % ${fixed(cosine.fivePercent)}, median ${fixed(cosine.median)}, mean ${fixed(cosine.mean)}`,
    `cosine of different rows        mean ${fixed(neighbours.unrelatedCosine)}`,
    `${neighbours.k} nearest in common            ${percent(neighbours.shared.estimate)} (${percent(neighbours.shared.low)} to ${percent(neighbours.shared.high)}; by chance ${percent(neighbours.byChance)})`,
    `length of vectors               median ${fixed(lengthRatio.median)} of the reference's (${fixed(lengthRatio.fivePercent)} to ${fixed(lengthRatio.ninetyFivePercent)} for 90 % of rows)`,
    '',
    `${verdict.answer}: ${verdict.reasons.join('; ')}`,
  ].join('\n');
}

function fixed(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function signed(value: number | null): string {
  if (value === null) return '–';
  return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '–' : `${(bytes / 1e6).toFixed(1)} MB`;
}

function rate(perSecond: number | null): string {
  return perSecond === null ? '–' : `${perSecond.toFixed(1)}/s`;
}

function time(milliseconds: number | undefined): string {
  return milliseconds === undefined ? '–' : `${milliseconds.toFixed(1)} ms`;
}
