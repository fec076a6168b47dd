import { relative } from 'node:path';
import { Command, Option } from 'commander';
import { print } from '../print.ts';
import { galleryOption, languageOption, type PageFlags } from './page-options.ts';
import type { OutputOptions } from './study-output.ts';

interface ReportOptions extends OutputOptions, PageFlags {
  readonly only?: readonly string[];
}

export function reportCommand(): Command {
  return new Command('report')
    .description('the page again, and all that lies beside it, from what a run wrote')
    .argument('<run>', 'the folder of a run, such as runs/demo')
    .addOption(
      new Option('--only <kinds...>', 'not all of it').choices([
        'html',
        'markdown',
        'latex',
        'predictions',
        'card',
        'checklists',
      ]),
    )
    .addOption(languageOption())
    .addOption(galleryOption())
    .option('--json', 'one line of JSON')
    .action(async (folder: string, { only, json, ...flags }: ReportOptions) => {
      const { exportKinds, writeExports, writeReport } = await import('../../report/index.ts');
      const report =
        only === undefined || only.includes('html') ? await writeReport(folder, flags) : undefined;
      const kinds = exportKinds.filter(kind => only?.includes(kind));
      const files = await writeExports(folder, only === undefined ? {} : { only: kinds });
      if (json) {
        print(JSON.stringify({ report, files }));
        return;
      }
      if (report !== undefined) print(`Report   ${relative('', report)}`);
      for (const { kind, path } of files) print(`${kind.padEnd(12)} ${relative('', path)}`);
    });
}
