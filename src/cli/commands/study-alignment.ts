import { dirname, join, relative, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { TaskName } from '../../study/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import type { OutputOptions } from './study-output.ts';

interface StudyAlignmentOptions extends OutputOptions {
  readonly tasks?: TaskName[];
  readonly shots?: number[];
  readonly draws?: number;
}

/** Every task of the study, told here so that --help need not load it. */
const named: Readonly<Record<TaskName, true>> = {
  'under-trained': true,
  probe: true,
  mlp: true,
  'few-shot': true,
  neighbours: true,
  'zero-shot': true,
  retrieval: true,
};
const names = Object.keys(named).join(', ');

function isTask(word: string): word is TaskName {
  return Object.hasOwn(named, word);
}

function tasksOf(text: string): TaskName[] {
  return text.split(',').map(part => {
    const word = part.trim();
    if (!isTask(word)) throw new InvalidArgumentError(`one of ${names}`);
    return word;
  });
}

function numberOf(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    throw new InvalidArgumentError('a whole number from 1');
  }
  return value;
}

export function studyAlignmentCommand(): Command {
  return new Command('alignment')
    .description('where alignment matters: every aligner in every task, against none')
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option('--json', 'the whole study as one line of JSON instead of tables and progress')
    .option('--tasks <list>', `only some of ${names}`, tasksOf)
    .option('--shots <list>', 'labelled rows a class: 1,2,4,8,16', text =>
      text.split(',').map(numberOf),
    )
    .option('--draws <number>', 'how often few rows are drawn: 5', numberOf)
    .action(async (path: string, { json, ...chosen }: StudyAlignmentOptions) => {
      const { alignmentFile, readPlan, studyAlignment, writeWhole } = await import(
        '../../study/index.ts'
      );
      const { alignmentStudyMarkdown, alignmentStudyText } = await import('../../report/index.ts');
      const plan = await readPlan(path);
      const study = await studyAlignment(plan, {
        ...chosen,
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      const file = join(resolve(plan.report.folder), alignmentFile);
      const page = join(dirname(file), 'alignment.md');
      await writeWhole(page, alignmentStudyMarkdown(study));
      if (json) return print(JSON.stringify(study));
      print(`\n${alignmentStudyText(study)}\n`);
      print(`Tables   ${relative('', page)}`);
      print(`Results  ${relative('', file)}`);
    });
}
