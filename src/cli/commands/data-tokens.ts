import { Command, InvalidArgumentError } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface TokensOptions {
  readonly with: readonly string[];
  readonly limit?: number;
  readonly json?: boolean;
}

export function dataTokensCommand(): Command {
  return new Command('tokens')
    .description(
      'how many tokens the texts of a plan have for each of its text encoders, and what limits cut\n' +
        'No model is run. The words that are cut are shown: they are patient data.',
    )
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option(
      '--with <folder>',
      'compare with a tokenizer that the plan has not (config.json, tokenizer.json,\ntokenizer_config.json; no weights); may be given again',
      (folder: string, earlier: readonly string[]) => [...earlier, folder],
      [],
    )
    .option(
      '--limit <tokens>',
      'also what would be cut at so many of each encoder’s own tokens, which are not those of another model',
      tokenLimit,
    )
    .option('--json', 'one line of JSON instead of the table and the progress')
    .action(async (path: string, { with: others, limit, json }: TokensOptions) => {
      const { readPlan, textReport } = await import('../../study/index.ts');
      const report = await textReport(await readPlan(path), {
        others,
        limit,
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      if (json) return print(JSON.stringify(report));
      const { tokensText } = await import('../../report/index.ts');
      print(`\n${tokensText(report, Math.min(100, Math.max(60, process.stdout.columns ?? 100)))}`);
    });
}

function tokenLimit(text: string): number {
  const value = Number(text);
  if (/^\d{1,9}$/.test(text) && value > 0) return value;
  throw new InvalidArgumentError('a whole number from 1 is wanted');
}
