import { Command, Option } from 'commander';
import type {
  CatalogueEntry,
  Modality,
  PullPrecision,
  Verification,
  Work,
} from '../../models/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

/**
 * `minga models`: what there is, how it is had, whether it is whole.
 *
 * @param subcommands others that belong beside them
 */
export function modelsCommand(subcommands: readonly Command[] = []): Command {
  const models = new Command('models').description(
    'the catalogue of encoders; downloads them and checks them',
  );
  for (const command of [listCommand(), pullCommand(), verifyCommand(), ...subcommands]) {
    models.addCommand(command);
  }
  return models;
}

interface ListOptions {
  readonly modality?: Modality;
  readonly json?: boolean;
}

function listCommand(): Command {
  return new Command('list')
    .description('the models that Minga names: dimension, licence, size, hash, cost')
    .argument('[filter]', 'only ids and licences that hold this text')
    .addOption(
      new Option('--modality <modality>', 'only models of this kind').choices([
        'image',
        'text',
        'pair',
      ]),
    )
    .option('--json', 'a line of JSON: an array of entries')
    .action(async (filter: string | undefined, { modality, json }: ListOptions) => {
      const { catalogue, inputsPerSecond } = await import('../../models/index.ts');
      const entries = catalogue.filter(
        entry =>
          (modality === undefined || entry.modality === modality) &&
          (filter === undefined || holds(entry, filter.toLowerCase())),
      );
      if (json) {
        const withRates = entries.map(entry => ({
          ...entry,
          work: entry.work.map(work => ({
            ...work,
            estimatedPerSecondACore: inputsPerSecond(work),
          })),
        }));
        return print(JSON.stringify(withRates));
      }
      for (const entry of entries) print(describe(entry, inputsPerSecond));
      print(
        `${entries.length} models. Rates are estimates for one core of an AMD EPYC with AVX-512 (docs/models.md); yours may be several times slower.`,
      );
    });
}

function holds({ id, source, licence }: CatalogueEntry, text: string): boolean {
  return [id, source, licence.name].some(value => value?.toLowerCase().includes(text));
}

function describe(entry: CatalogueEntry, inputsPerSecond: (work: Work) => number): string {
  const { id, source, evidence, modality, dimension, inputSize, maxTokens, licence } = entry;
  const input = [
    inputSize === null ? '' : `${inputSize} px`,
    maxTokens === null ? '' : `${maxTokens.toLocaleString('en')} tokens`,
  ].filter(text => text !== '');
  const facts = [
    modality,
    `${dimension} numbers`,
    ...input,
    entry.pooling,
    entry.normalized ? 'normalised' : 'not normalised',
    licence.name,
  ];
  const rates = entry.work.map(work => {
    const rate = Number(inputsPerSecond(work).toPrecision(2)).toLocaleString('en');
    return `about ${rate} ${work.per}s/s a core (estimate: ${giga(work.multiplyAdds)} multiply-adds)`;
  });
  const origin =
    source === null
      ? 'cannot be pulled'
      : `pulled from ${source}${evidence === 'unverified' ? ' (name not verified)' : ''}`;
  return [
    id,
    `  ${facts.join(' · ')}`,
    `  ${[origin, ...sizes(entry)].join(' · ')}`,
    `  ${rates.join(' · ')}`,
    ...(source === null ? [] : [`  sha256: ${hashes(entry)}`]),
    ...(entry.note === null ? [] : [`  note: ${entry.note}`]),
    ...(licence.warning === null ? [] : [`  ! licence: ${licence.warning} (${licence.url})`]),
    '',
  ].join('\n');
}

function sizes(entry: CatalogueEntry): string[] {
  const known = { listed: '', parameters: ' by parameters × bytes' };
  return Object.entries(entry.sizes).map(
    ([precision, size]) => `${precision} ${size.megabytes} MB${known[size.known]}`,
  );
}

function hashes({ pins, sizes: known }: CatalogueEntry): string {
  return Object.keys(known)
    .map(precision => {
      const pin = Object.entries(pins).find(([name]) => name === precision)?.[1];
      const files = Object.entries(pin?.files ?? {});
      const named = files.map(([path, hash]) => `${path} ${hash.slice(0, 12)}…`);
      return `${precision} ${named.length === 0 ? 'pinned at first pull' : named.join(', ')}`;
    })
    .join(' · ');
}

function giga(multiplyAdds: number): string {
  return multiplyAdds < 1e7
    ? `${Math.round(multiplyAdds / 1e3)} k`
    : `${Number((multiplyAdds / 1e9).toPrecision(2))} G`;
}

interface PullCommandOptions {
  readonly precision?: PullPrecision;
  readonly revision?: string;
  readonly folder?: string;
  readonly mirror?: string;
  readonly offline?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

function pullCommand(): Command {
  return new Command('pull')
    .description('download a model from the hub, checked; goes on where it stopped')
    .argument('<id>', 'a hub id, of the catalogue or any other')
    .addOption(
      new Option(
        '--precision <precision>',
        'of the weights (default: fp32; int8, which is Q8_0, for GGUF)',
      ).choices(['fp32', 'fp16', 'int8']),
    )
    .option('--revision <revision>', 'a branch, tag or commit (default: what the catalogue pins)')
    .option('--folder <folder>', 'where models lie (default: MINGA_MODELS, else the cache folder)')
    .option(
      '--mirror <address>',
      'the hub (default: MINGA_HUB_MIRROR, HF_ENDPOINT, huggingface.co)',
    )
    .option('--offline', 'refuse to connect, as MINGA_OFFLINE=1 does')
    .option('--yes', 'the licence was read and its terms are accepted')
    .option('--json', 'one line of JSON instead of the progress')
    .action(async (id: string, { yes, json, ...options }: PullCommandOptions) => {
      const { pullModel } = await import('../../models/index.ts');
      const { folder, manifest } = await pullModel(id, {
        ...options,
        acceptLicence: yes,
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      if (json) return print(JSON.stringify({ folder, manifest }));
      print(`${manifest.id} at ${manifest.commit}: ${manifest.files.length} files in ${folder}`);
    });
}

interface VerifyCommandOptions {
  readonly all?: boolean;
  readonly write?: boolean;
  readonly folder?: string;
  readonly json?: boolean;
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('hash every file again: 1 where one is missing, changed or extra')
    .argument('[model]', 'the id of a pulled model, or a folder')
    .option('--all', 'every model in the folder of models')
    .option(
      '--write',
      'pin what lies in a folder that has no manifest, such as a copy from a stick',
    )
    .option('--folder <folder>', 'where models lie (default: MINGA_MODELS, else the cache folder)')
    .option('--json', 'a line of JSON instead of the table and the progress')
    .action(async (model: string | undefined, options: VerifyCommandOptions) => {
      const { MingaError } = await import('../../errors/index.ts');
      const models = await import('../../models/index.ts');
      const { folder = models.modelsFolder(), json, write } = options;
      if ((model === undefined) === !options.all) {
        throw new MingaError('E_USAGE', {
          found: model === undefined ? 'no model' : 'a model and --all',
          expected: 'the id of a pulled model, a folder, or --all',
        });
      }
      const folders =
        model === undefined
          ? await models.modelFolders(folder)
          : [await models.locateModel(model, folder)];
      const signal = interruptSignal();
      const results: Verification[] = [];
      for (const one of folders) {
        const progress = json ? undefined : await hashingProgress(one);
        const watch = { signal, onBytes: progress };
        if (write && (await models.readManifest(one)) === null) {
          await models.pinFolder(one, models.idOfFolder(folder, one), watch);
        }
        results.push(await models.verifyModel(one, watch));
      }
      const sound = results.every(result => result.sound);
      if (json) print(JSON.stringify({ sound, models: results }));
      else for (const result of results) print(describeVerification(result, models.manifestName));
      if (!sound) process.exitCode = 1;
    });
}

/** A bar over the bytes of a folder. */
async function hashingProgress(folder: string): Promise<(bytes: number) => void> {
  const { folderBytes } = await import('../../models/index.ts');
  const { megabytes } = await import('../../download/index.ts');
  const show = progressDisplay();
  const total = megabytes(await folderBytes(folder));
  show({ kind: 'stage', name: `Hashing ${folder}`, unit: 'megabyte', total });
  return bytes => show({ kind: 'progress', done: megabytes(bytes) });
}

function describeVerification(
  { folder, id, files, missing, changed, extra, sound }: Verification,
  manifestName: string,
): string {
  const lines = [`${id ?? folder}: ${sound ? `${files} files, all as they were` : 'differs'}`];
  for (const [word, paths] of Object.entries({ missing, changed, extra })) {
    for (const path of paths) lines.push(`  ${word}: ${path}`);
  }
  if (missing.includes(manifestName)) {
    lines.push('  go on with its pull, or pin what lies there: minga models verify FOLDER --write');
  }
  return lines.join('\n');
}
