import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import type { OutputOptions } from './study-output.ts';

export function studyAlignmentCommand(): Command {
  return new Command('alignment')
    .description('where alignment matters: every aligner in every task, against none')
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option('--json', 'the whole study as one line of JSON instead of tables and progress')
    .action(async (path: string, { json }: OutputOptions) => {
      const { readPlan, studyAlignment } = await import('../../study/index.ts');
      const { alignmentStudyMarkdown, alignmentStudyText } = await import('../../report/index.ts');
      const plan = await readPlan(path);
      const study = await studyAlignment(plan, {
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      const folder = join(resolve(plan.report), 'alignment');
      const page = join(folder, 'alignment.md');
      await writeFile(page, alignmentStudyMarkdown(study), { mode: 0o600 });
      if (json) return print(JSON.stringify(study));
      print(`\n${alignmentStudyText(study)}\n`);
      print(`Tables   ${relative('', page)}`);
      print(`Results  ${relative('', join(folder, 'alignment.json'))}`);
    });
}
