import { stat } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { MingaError } from '../../errors/index.ts';
import type { StoredVectors } from '../../study/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface ExportOptions {
  readonly modality?: 'image' | 'text';
  readonly model?: string;
  readonly precision: 'float32' | 'float16';
  readonly json?: boolean;
}

const listedIds = 5;

/** `minga store export`: vectors as a file that Python reads. */
export function storeExportCommand(): Command {
  return new Command('export')
    .description('write vectors to a file that Python reads: .parquet, .npy or .safetensors')
    .argument(
      '<from>',
      'a plan: its samples, with ids; or the folder of a store: content keys only',
    )
    .argument('<out>', 'the file; its ending says the format')
    .addOption(
      new Option('--modality <modality>', "which of a plan's vectors").choices(['image', 'text']),
    )
    .option(
      '--model <name>',
      'name of the encoder or start of its fingerprint, where there are more',
    )
    .addOption(
      new Option('--precision <precision>', 'of the numbers')
        .choices(['float32', 'float16'])
        .default('float32'),
    )
    .option('--json', 'one line of JSON')
    .action(async (from: string, out: string, options: ExportOptions) => {
      const { writeEmbeddings } = await import('../../store/exchange/index.ts');
      const vectors = (await isFolder(from))
        ? await ofStore(from, options)
        : await ofPlan(from, options);
      const { summary, stream, withoutVector } = vectors;
      const rows = await writeEmbeddings(out, stream, { precision: options.precision });
      process.stderr.write(
        `! ${out} holds patient data, as vectors are: only you may read it (0600); keep it so where you take it\n`,
      );
      const { dimension, folder } = summary;
      if (options.json) {
        const { precision } = options;
        print(JSON.stringify({ out, rows, dimension, precision, store: folder, withoutVector }));
        return;
      }
      print(`${out}: ${rows} rows of ${dimension} numbers (${options.precision})`);
      if (withoutVector.length > 0) print(`without a vector: ${fewIds(withoutVector)}`);
    });
}

async function ofStore(folder: string, { modality, model }: ExportOptions): Promise<StoredVectors> {
  if (modality !== undefined || model !== undefined) {
    throw new MingaError('E_USAGE', {
      found: '--modality or --model with the folder of a store',
      expected: 'them with a plan only',
    });
  }
  const { storeVectors } = await import('../../study/index.ts');
  return storeVectors(folder);
}

async function ofPlan(path: string, options: ExportOptions): Promise<StoredVectors> {
  const { modality, model, json } = options;
  if (modality === undefined) {
    throw new MingaError('E_USAGE', {
      found: 'no --modality',
      expected: '--modality image or --modality text',
    });
  }
  const { loadDataset } = await import('../../data/index.ts');
  const study = await import('../../study/index.ts');
  const { imageItems, keptVectors, readPlan, sampleVectors, textItems } = study;
  const plan = await readPlan(path);
  const dataset = await loadDataset(plan.dataset);
  const kept = keptVectors(plan);
  const onEvent = json ? undefined : progressDisplay();
  const chosen = { model, signal: interruptSignal(), onEvent };
  return modality === 'image'
    ? sampleVectors(imageItems(dataset), kept, modality, chosen)
    : sampleVectors(textItems(dataset), kept, modality, chosen);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

/** The first few of many ids: `12: a, b, c, d, e, …` */
export function fewIds(ids: readonly string[]): string {
  const rest = ids.length > listedIds ? ', …' : '';
  return `${ids.length}: ${ids.slice(0, listedIds).join(', ')}${rest}`;
}
