import { Command, Option } from 'commander';
import type { ImportReport } from '../../study/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import { fewIds } from './store-export.ts';

interface ImportOptions {
  readonly modality: 'image' | 'text';
  readonly name: string;
  readonly json?: boolean;
}

/** `minga store import`: vectors made elsewhere become a store that a plan can name. */
export function storeImportCommand(): Command {
  return new Command('import')
    .description('bring in vectors made elsewhere; a plan names them by { imported: NAME }')
    .argument('<file>', '.parquet, .npy or .safetensors, with the ids of samples')
    .argument('<plan>', 'the plan whose data set and store they are for')
    .addOption(
      new Option('--modality <modality>', 'what they were made from')
        .choices(['image', 'text'])
        .makeOptionMandatory(),
    )
    .requiredOption('--name <name>', 'what the plan calls them')
    .option('--json', 'one line of JSON')
    .action(async (file: string, path: string, { modality, name, json }: ImportOptions) => {
      const { loadDataset } = await import('../../data/index.ts');
      const study = await import('../../study/index.ts');
      const { imageItems, importVectors, keptVectors, readPlan, textItems } = study;
      const plan = await readPlan(path);
      const dataset = await loadDataset(plan.dataset);
      const kept = keptVectors(plan);
      const about = { modality, name };
      const onEvent = json ? undefined : progressDisplay();
      const options = { signal: interruptSignal(), onEvent };
      const report =
        modality === 'image'
          ? await importVectors(file, about, imageItems(dataset), kept, options)
          : await importVectors(file, about, textItems(dataset), kept, options);
      print(json ? JSON.stringify(summary(report)) : lines(report, about));
    });
}

function summary({ identity, ...report }: ImportReport) {
  const { fingerprint, dimension } = identity;
  return { ...report, fingerprint, dimension };
}

function lines(
  { folder, identity, rows, matched, withoutVector, withoutSample, unreadable }: ImportReport,
  { modality, name }: { readonly modality: string; readonly name: string },
): string {
  const left = [
    ['samples without a vector', withoutVector],
    ['rows without a sample', withoutSample],
    ['samples that cannot be read', unreadable],
  ] as const;
  return [
    `${rows} rows of ${identity.dimension} numbers, ${matched} samples have one → ${folder}`,
    ...left.filter(([, ids]) => ids.length > 0).map(([what, ids]) => `${what}: ${fewIds(ids)}`),
    `in a plan: encode: { ${modality}: [{ imported: ${name} }] }`,
  ].join('\n');
}
