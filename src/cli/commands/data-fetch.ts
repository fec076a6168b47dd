import { Command } from 'commander';
import type { Credentials, FetchPreview } from '../../data/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface FetchCommandOptions {
  readonly root?: string;
  readonly only?: readonly string[];
  readonly release?: string;
  readonly mirror?: string;
  readonly offline?: boolean;
  readonly yes?: boolean;
  readonly verify?: boolean;
  readonly json?: boolean;
}

/** `minga data fetch`: a published set, from where it is published, checked. */
export function dataFetchCommand(): Command {
  const collect = (pattern: string, before: readonly string[] = []) => [...before, pattern];
  return new Command('fetch')
    .description('download a published data set, checked; goes on where it stopped')
    .argument('<set>', 'as a plan names its adapter: ham10000, brset, mbrset, satellitebench, …')
    .option('--root <folder>', 'where its files shall lie (default: data/SET)')
    .option('--only <pattern>', 'only files that fit, such as "*.csv"; may be repeated', collect)
    .option('--release <version>', "another version of a PhysioNet project than the paper's")
    .option('--mirror <address>', "a server that answers in place of the set's own")
    .option('--offline', 'refuse to connect, as MINGA_OFFLINE=1 does')
    .option('--yes', 'the terms were read and are kept to')
    .option(
      '--verify',
      'download nothing; hash every file again: 1 where one is missing or changed',
    )
    .option('--json', 'one line of JSON instead of the progress')
    .addHelpText(
      'after',
      '\nSets of PhysioNet ask for an account: PHYSIONET_USERNAME and PHYSIONET_PASSWORD, or a hidden\nprompt on a terminal. Neither is stored.',
    )
    .action(async (set: string, { verify, ...options }: FetchCommandOptions) => {
      if (verify) await verifySet(set, options);
      else await fetchSet(set, options);
    });
}

async function fetchSet(set: string, { yes, json, ...options }: FetchCommandOptions) {
  const { fetchDataset } = await import('../../data/index.ts');
  const { recipe, root, manifest } = await fetchDataset(set, {
    ...options,
    acceptTerms: yes,
    askCredentials: process.stdin.isTTY && process.stderr.isTTY ? askCredentials : undefined,
    signal: interruptSignal(),
    onPreview: preview => process.stderr.write(describe(preview)),
    onEvent: json ? undefined : progressDisplay(),
  });
  const { files, sources } = manifest;
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const { terms, citation, home } = recipe;
  const dataset = { adapter: recipe.set, root };
  if (json) {
    const list = { set: recipe.set, root, sources, files: files.length, bytes };
    return print(JSON.stringify({ ...list, home, terms, citation, plan: { dataset } }));
  }
  print(
    [
      `${recipe.set}: ${files.length.toLocaleString('en')} files, ${size(bytes)}, in ${root}`,
      `Cite: ${citation}`,
      'In a plan:',
      'dataset:',
      `  adapter: ${dataset.adapter}`,
      `  root: ${JSON.stringify(root)}`,
    ].join('\n'),
  );
}

function describe({ recipe, root, sources, files, size: total }: FetchPreview): string {
  const about =
    total === null
      ? 'of a size that the server does not tell'
      : `${total.exact ? '' : 'about '}${size(total.bytes)}`;
  return [
    recipe.title,
    `  from:  ${sources.join(', ')}`,
    `  what:  ${files.toLocaleString('en')} files, ${about}`,
    `  to:    ${root}`,
    `  terms: ${recipe.terms} (${recipe.home})`,
    `  cite:  ${recipe.citation}`,
    '',
  ].join('\n');
}

function size(bytes: number): string {
  const megabytes = bytes / 1e6;
  if (megabytes < 1000) return `${Number(megabytes.toPrecision(3)).toLocaleString('en')} MB`;
  return `${Number((megabytes / 1000).toPrecision(3)).toLocaleString('en')} GB`;
}

async function askCredentials(server: string): Promise<Credentials | null> {
  const { prompt } = await import('../hidden-prompt.ts');
  const { stdin: keys, stderr: screen } = process;
  const username = await prompt(`User at ${server}: `, true, keys, screen);
  if (username === '') return null;
  const password = await prompt('Password (not shown, not stored): ', false, keys, screen);
  return { username, password };
}

const listed = 20;

async function verifySet(set: string, { root = `data/${set}`, json }: FetchCommandOptions) {
  const { verifyDataset } = await import('../../data/index.ts');
  const show = json ? undefined : progressDisplay();
  const result = await verifyDataset(root, {
    signal: interruptSignal(),
    onFile(done, total) {
      if (done === 0) show?.({ kind: 'stage', name: `Hashing ${root}`, unit: 'file', total });
      else show?.({ kind: 'progress', done });
    },
  });
  if (!result.sound) process.exitCode = 1;
  if (json) return print(JSON.stringify({ set, ...result }));
  const { list, files, missing, changed, sound } = result;
  const count = files.toLocaleString('en');
  print(`${set}: ${sound ? `${count} files, all as ${list} lists them` : `differs from ${list}`}`);
  for (const [word, paths] of Object.entries({ missing, changed })) {
    for (const path of paths.slice(0, listed)) print(`  ${word}: ${path}`);
    if (paths.length > listed) print(`  ${word}: ${paths.length - listed} more`);
  }
}
