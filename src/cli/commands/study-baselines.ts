import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import type { OutputOptions } from './study-output.ts';

export function studyBaselinesCommand(): Command {
  return new Command('baselines')
    .description('training on raw data beside training on embeddings: how good, at what cost')
    .argument('<plan>', 'a YAML file with the key baselines')
    .option('--json', 'all of it as one line of JSON instead of tables and progress')
    .action(async (path: string, { json }: OutputOptions) => {
      const { baselinesFile, readPlan, studyBaselines } = await import('../../study/index.ts');
      const { baselinesText } = await import('../../report/index.ts');
      const plan = await readPlan(path);
      const results = await studyBaselines(plan, {
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      if (json) return print(JSON.stringify(results));
      print(`\n${baselinesText(results)}\n`);
      print(`Results  ${relative('', join(resolve(plan.report.folder), baselinesFile))}`);
    });
}
