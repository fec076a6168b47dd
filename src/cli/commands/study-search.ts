import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import type { OutputOptions } from './study-output.ts';

export function studySearchCommand(): Command {
  return new Command('search')
    .description('settings of a fused head within a budget, by validation rows')
    .argument('<plan>', 'a YAML file with search; paths are relative to the folder you are in')
    .option('--json', 'the whole outcome as one line of JSON instead of a table and progress')
    .action(async (path: string, { json }: OutputOptions) => {
      const { readPlan, searchFile, studySearch } = await import('../../study/index.ts');
      const { searchText } = await import('../../report/index.ts');
      const plan = await readPlan(path);
      const found = await studySearch(plan, {
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      if (json) return print(JSON.stringify(found));
      print(`\n${searchText(found)}\n`);
      print(`Results  ${relative('', join(resolve(plan.report.folder), searchFile))}`);
    });
}
