import { relative } from 'node:path';
import { Command } from 'commander';
import { print } from '../print.ts';
import type { OutputOptions } from './study-output.ts';

export function reportCommand(): Command {
  return new Command('report')
    .description('the page again, from what a run wrote')
    .argument('<run>', 'the folder of a run, such as runs/demo')
    .option('--json', 'one line of JSON')
    .action(async (folder: string, { json }: OutputOptions) => {
      const { writeReport } = await import('../../report/index.ts');
      const report = await writeReport(folder);
      print(json ? JSON.stringify({ report }) : `Report   ${relative('', report)}`);
    });
}
