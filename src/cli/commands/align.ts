import { Command, Option } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface AlignOptions {
  readonly rows: 'train' | 'test';
  readonly explain?: boolean;
  readonly json?: boolean;
}

export function alignCommand(): Command {
  return new Command('align')
    .description(
      'how far image and text vectors lie apart before and after each alignment of a plan; trains no head',
    )
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .addOption(
      new Option(
        '--rows <part>',
        'the rows that figures are of; alignments learn from training rows',
      )
        .choices(['train', 'test'])
        .default('test'),
    )
    .option('--explain', 'say what each figure means')
    .option('--json', 'one line of JSON instead of tables and progress')
    .action(async (path: string, { rows, explain, json }: AlignOptions) => {
      const { alignmentGeometry, readPlan } = await import('../../study/index.ts');
      const { alignmentText } = await import('../../report/index.ts');
      const measured = await alignmentGeometry(await readPlan(path), {
        rows,
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      if (json) return print(JSON.stringify(measured));
      const width = Math.min(100, Math.max(80, process.stdout.columns ?? 100));
      print(alignmentText(measured, { width, explain }));
    });
}
