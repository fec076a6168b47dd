import { Command } from 'commander';
import pc from 'picocolors';
import type { DeidentifyReport, FreeTextFinding } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface DeidentifyCommandOptions {
  readonly out?: string;
  readonly texts?: boolean;
  readonly key: string;
  readonly shiftDates?: boolean;
  readonly keepUids?: boolean;
  readonly keepNames?: boolean;
  readonly json?: boolean;
}

/** Lines and files that are named; the rest are counted. */
const listed = 5;

export function dataDeidentifyCommand(): Command {
  return new Command('deidentify')
    .description(
      'copies of DICOM, JPEG and PNG files without what tells who a person is beside the pixels;\n' +
        'or, with --texts, what in the texts of a plan looks like names, dates and numbers.\n' +
        'No guarantee: pixels are not looked at, and a person must look at what comes out.',
    )
    .argument('<place>', 'a folder of pictures; with --texts a plan')
    .option('--out <folder>', 'a new folder for the copies; the first folder is never changed')
    .option('--texts', 'look through the texts and records of a plan; nothing is written')
    .option(
      '--key <file>',
      'the secret that pseudonyms are made with, made where there is none; MINGA_DEIDENTIFY_KEY goes before',
      '.minga/deidentification.key',
    )
    .option('--shift-dates', 'move the dates of each person back by secret days, not remove them')
    .option('--keep-uids', 'leave the UIDs of DICOM as they are')
    .option('--keep-names', 'leave names of files and folders as they are')
    .option('--json', 'one line of JSON instead of text and progress')
    .action(async (place: string, options: DeidentifyCommandOptions) => {
      if ((options.texts === true) === (options.out !== undefined)) {
        throw new MingaError('E_USAGE', {
          found: options.texts ? '--texts with --out' : 'neither --out nor --texts',
          expected: 'a folder for the copies, or a plan and --texts',
        });
      }
      if (options.out === undefined) await lookThrough(place, options);
      else await copy(place, options.out, options);
    });
}

async function copy(
  folder: string,
  out: string,
  { key: path, shiftDates, keepUids, keepNames, json }: DeidentifyCommandOptions,
): Promise<void> {
  const { deidentifyFolder, noGuarantee, openSecret } = await import('../../data/index.ts');
  const { key, from } = await openSecret(path);
  const display = json ? undefined : progressDisplay();
  let started = false;
  const report = await deidentifyFolder(folder, out, {
    key,
    longitudinal: shiftDates,
    uids: keepUids,
    keepNames,
    signal: interruptSignal(),
    onProgress(done, total) {
      if (!started) display?.({ kind: 'stage', name: 'Copying', unit: 'file', total });
      started = true;
      display?.({ kind: 'progress', done });
    },
  });
  if (report.leftOut.length > 0) process.exitCode = 1;
  if (json) return print(JSON.stringify({ ...report, note: noGuarantee }));
  if (from === 'new file') {
    print(`New key in ${path}: keep it apart from the copies; whoever has it can link them.`);
  }
  await printReport(report, out);
}

async function printReport(report: DeidentifyReport, out: string): Promise<void> {
  const { metadataKinds, noGuarantee, pixelWarnings, profileEdition } = await import(
    '../../data/index.ts'
  );
  const { dicom, jpeg, png } = report.written;
  print(`${dicom} DICOM, ${jpeg} JPEG and ${png} PNG of ${plural(report.files, 'file')} → ${out}`);
  const values = report.attributes.reduce((sum, entry) => sum + entry.values, 0);
  if (dicom > 0) {
    print(
      `${plural(values, 'DICOM value')} of ${report.attributes.length} kinds removed or replaced`,
    );
    print(`  by ${profileEdition}; listed in ${out}/deidentification.json`);
  }
  for (const [kind, text] of entriesOf(metadataKinds)) {
    const count = report.metadata[kind] ?? 0;
    if (count > 0) print(`Removed from ${plural(count, 'place')}: ${text}`);
  }
  for (const [kind, text] of entriesOf(pixelWarnings)) {
    const files = report.warnings[kind] ?? [];
    if (files.length === 0) continue;
    print(`${pc.yellow('!')} ${plural(files.length, 'file')}: ${text}`);
    print(`    ${shortened(files)}`);
  }
  if (report.leftOut.length > 0) {
    print(`${pc.yellow('!')} ${plural(report.leftOut.length, 'file')} left out, not copied:`);
    for (const { path, reason, code } of report.leftOut.slice(0, listed)) {
      print(`    ${path}: ${reason} [${code}]`);
    }
    const more = report.leftOut.length - listed;
    if (more > 0) print(`    … ${more} more; --json lists all`);
  }
  print(pc.bold(noGuarantee));
}

async function lookThrough(plan: string, { json }: DeidentifyCommandOptions): Promise<void> {
  const { freeTextFindings, freeTextKinds, loadDataset } = await import('../../data/index.ts');
  const { readPlan } = await import('../../study/index.ts');
  const { samples } = await loadDataset((await readPlan(plan)).dataset);
  const columns = new Map<string, string[]>();
  const put = (column: string, row: number, value: unknown) => {
    if (typeof value !== 'string') return;
    const values = columns.get(column) ?? samples.map(() => '');
    values[row] = value;
    columns.set(column, values);
  };
  samples.forEach((sample, row) => {
    put('(text)', row, sample.text);
    for (const [column, value] of Object.entries(sample.record)) put(column, row, value);
  });
  const found = [...columns].flatMap(([column, values]) =>
    freeTextFindings(values).map(finding => ({ column, ...linesOf(finding) })),
  );
  if (json) return print(JSON.stringify({ samples: samples.length, found, note: noPromise }));
  for (const { column, kind, matches, lines } of found) {
    print(`${column}: ${freeTextKinds[kind]}`);
    print(`    ${matches} times in ${plural(lines.length, 'row')}: lines ${shortened(lines)}`);
  }
  if (found.length === 0) print(`Nothing found in ${plural(samples.length, 'sample')}.`);
  print(pc.bold(noPromise));

  function linesOf({ kind, matches, rows }: FreeTextFinding) {
    return { kind, matches, lines: rows.map(row => samples[row].line) };
  }
}

const noPromise =
  'No guarantee: patterns find a part of what there is, and take some things for what they are not. A person must read the texts.';

function shortened(all: readonly (string | number)[]): string {
  const more = all.length - listed;
  return `${all.slice(0, listed).join(', ')}${more > 0 ? ` … ${more} more` : ''}`;
}

function entriesOf<Key extends string>(
  texts: Readonly<Record<Key, string>>,
): readonly (readonly [Key, string])[] {
  const keys: readonly string[] = Object.keys(texts);
  return keys.filter((key): key is Key => key in texts).map(key => [key, texts[key]]);
}

function plural(count: number, unit: string): string {
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}
