import { dirname, join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import type { OutputOptions } from './study-output.ts';

export function studyCrossValidationCommand(): Command {
  return new Command('cross-validation')
    .description('the plan’s grid, or its whole selection, over grouped folds')
    .argument(
      '<plan>',
      'a YAML file with crossValidation; paths are relative to the folder you are in',
    )
    .option('--json', 'the whole outcome as one line of JSON instead of tables and progress')
    .action(async (path: string, { json }: OutputOptions) => {
      const { crossValidationFile, readPlan, studyCrossValidation, writeWhole } = await import(
        '../../study/index.ts'
      );
      const { crossValidationText } = await import('../../report/index.ts');
      const plan = await readPlan(path);
      const found = await studyCrossValidation(plan, {
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      const file = join(resolve(plan.report.folder), crossValidationFile);
      const page = join(dirname(file), 'cross-validation.md');
      const text = crossValidationText(found);
      await writeWhole(page, `${text}\n`);
      if (json) return print(JSON.stringify(found));
      print(`\n${text}\n`);
      print(`Tables   ${relative('', page)}`);
      print(`Results  ${relative('', file)}`);
    });
}
