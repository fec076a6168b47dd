import { Command } from 'commander';
import { galleryOption, languageOption, type PageFlags } from './page-options.ts';
import type { OutputOptions } from './study-output.ts';

export function runCommand(): Command {
  return new Command('run')
    .description('the grid of a plan: embed, align, fuse, evaluate, report')
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .addOption(languageOption())
    .addOption(galleryOption())
    .option('--json', 'one line of JSON instead of the table and the progress')
    .action(async (path: string, { json, ...flags }: OutputOptions & PageFlags) => {
      // Runtimes and codecs take a second to load, which --help and a typing error need not wait for.
      const { readPlan } = await import('../../study/index.ts');
      const { runAndPrint } = await import('./study-output.ts');
      const plan = await readPlan(path);
      await runAndPrint({ ...plan, report: { ...plan.report, ...flags } }, { json });
    });
}
