import { writeFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { Command } from 'commander';
import type { Dataset, FolderKind } from '../../data/index.ts';
import { print } from '../print.ts';

interface InitOptions {
  readonly name?: string;
  readonly out?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `minga init`: from a folder that nobody has described to a plan with every guess explained. */
export function initCommand(): Command {
  return new Command('init')
    .description('a commented plan for your own folder and spreadsheet')
    .argument('<folder>', 'where your table and pictures are; nothing in it is changed')
    .option('--name <name>', 'what the plan is called (default: the name of the folder)')
    .option(
      '--out <file>',
      'where the plan is written (default: NAME.yaml, in the folder you are in)',
    )
    .option('--force', 'write over a plan that is there')
    .option('--json', 'one line of JSON: what was found, where the plan is, what is wrong with it')
    .action(async (folder: string, options: InitOptions) => {
      const { guessFolder, loadDataset } = await import('../../data/index.ts');
      const { draftPlan, parsePlan } = await import('../../study/index.ts');
      const root = relative('', resolve(folder)) || '.';
      const name = options.name ?? nameOf(resolve(folder));
      const out = options.out ?? `${name}.yaml`;
      const found = await guessFolder(resolve(folder));
      const draft = draftPlan(found, { name, root });
      await writePlan(out, draft, options.force === true);
      const problem = await problemOf(async () => {
        const { dataset } = parsePlan(draft, out);
        return loadDataset(dataset);
      });
      if (options.json) {
        return print(JSON.stringify({ plan: out, found: found.kind, ...summaryOf(problem) }));
      }
      print(`${sentence(found, root)}\n\n${draft}`);
      print(`Written to ${out}. ${told(problem)}`);
    });
}

function nameOf(folder: string): string {
  return basename(folder).replace(/[^\w.-]+/g, '-') || 'plan';
}

async function writePlan(path: string, text: string, force: boolean): Promise<void> {
  const { MingaError } = await import('../../errors/index.ts');
  await writeFile(path, text, { flag: force ? 'w' : 'wx' }).catch(cause => {
    throw new MingaError('E_OPTION', {
      found: `the plan ${path} ${isThere(cause) ? 'is there already' : 'cannot be written'}`,
      expected: 'a path where nothing is yet, in a folder that can be written to',
      fix: 'name another with --out, or write over it with --force',
      cause,
    });
  });
}

function isThere(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
}

/** A plan that was guessed may not work: that is said, and is no failure of the command. */
async function problemOf(load: () => Promise<Dataset>): Promise<Dataset | string> {
  const { isMingaError } = await import('../../errors/index.ts');
  try {
    return await load();
  } catch (error) {
    if (isMingaError(error)) return error.message;
    throw error;
  }
}

function summaryOf(outcome: Dataset | string): object {
  if (typeof outcome === 'string') return { ready: false, problem: outcome };
  const { samples, skipped, classes } = outcome;
  return { ready: true, samples: samples.length, skipped: skipped.length, classes };
}

function told(outcome: Dataset | string): string {
  if (typeof outcome === 'string') return `It cannot be used yet:\n  ${outcome}`;
  const { samples, skipped, classes, groupColumn } = outcome;
  return [
    `It reads ${samples.length.toLocaleString('en')} samples of ${classes.length} classes`,
    `skips ${skipped.length.toLocaleString('en')} rows`,
    groupColumn === null ? 'and knows of no groups' : `and groups them by ${groupColumn}`,
  ]
    .join(', ')
    .concat('. Next: minga data check, with this plan.');
}

function sentence(found: FolderKind, root: string): string {
  switch (found.kind) {
    case 'known':
      return `${root} has the layout of ${found.title}.`;
    case 'fhir':
      return `${root} holds a FHIR export. Say what is to be learnt from it under label.`;
    case 'metadata':
      return `${root} is a Hugging Face folder (${found.files.join(', ')}).`;
    case 'table':
      return `${root} has a table, ${found.table}, of ${found.rows.toLocaleString('en')} rows.`;
    case 'imagefolder':
      return `${root} has pictures in ${found.classes.length} folders, which may be classes.`;
    case 'nothing':
      return `${root} holds ${found.pictures} pictures and ${found.tables.length} tables, none of which can be read as records.`;
  }
}
