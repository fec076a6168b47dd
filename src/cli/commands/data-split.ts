import { Command } from 'commander';
import type { Dataset, Split } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { print } from '../print.ts';
import type { WrittenSplit } from './split-files.ts';

interface SplitCommandOptions {
  readonly out?: string;
  readonly folder?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `minga data split`: how a plan divides its samples, and the files that keep it. */
export function dataSplitCommand(): Command {
  return new Command('split')
    .description('how a plan divides its samples; writes the split, or all its folds and repeats')
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option('--out <file>', 'write the split; of several, the one that a study of the plan uses')
    .option('--folder <dir>', 'write every fold and repeat, one file each')
    .option('--force', 'write over files that hold another split')
    .option('--json', 'one line of JSON instead of the tables')
    .action(async (path: string, options: SplitCommandOptions) => {
      const { out, folder, force = false, json } = options;
      if (out !== undefined && folder !== undefined) {
        throw new MingaError('E_USAGE', {
          found: '--out and --folder',
          expected: 'one of them: a file for one split, or a folder for all',
        });
      }
      const { loadDataset, makeSplit, makeSplits } = await import('../../data/index.ts');
      const { readPlan } = await import('../../study/index.ts');
      const { writeSplitFiles } = await import('./split-files.ts');
      const { partSizes, splitTable } = await import('./split-table.ts');
      const plan = await readPlan(path);
      const dataset = await loadDataset(plan.dataset);
      const splits =
        out === undefined ? makeSplits(dataset, plan.split) : [makeSplit(dataset, plan.split)];
      const written = await writeSplitFiles(dataset, splits, { out, folder, force });
      if (json) {
        const sizes = splits.map(split => partSizes(dataset, split));
        return print(JSON.stringify(described(dataset, splits, sizes, written)));
      }
      splits.forEach((split, at) => {
        print(splitTable(dataset, split, { place: at + 1, of: splits.length }));
        const file = written.at(at);
        if (file !== undefined)
          print(`${file.kept ? 'Is there already' : 'Written'}  ${file.path}`);
        print('');
      });
      if (written.length > 0) {
        process.stderr.write(
          '! split files hold the ids of your samples: keep them where you keep the data\n',
        );
      }
    });
}

function described(
  { name, hash, classes, skipped }: Dataset,
  splits: readonly Split[],
  sizes: readonly unknown[],
  written: readonly WrittenSplit[],
): unknown {
  return {
    dataset: { name, hash, classes, skipped: skipped.length },
    splits: splits.map((split, at) => ({
      hash: split.hash,
      settings: split.settings,
      groupsTotal: split.groupsTotal,
      parts: sizes[at],
      leftOut: split.leftOut.map(({ id, place, code, reason }) => ({ id, place, code, reason })),
      warnings: split.warnings,
      file: written.at(at)?.path ?? null,
    })),
  };
}
