import { Command, InvalidArgumentError, Option } from 'commander';
import type { Language } from '../../data/index.ts';
import { print } from '../print.ts';

interface PreviewCommandOptions {
  readonly rows: number;
  readonly seed: number;
  readonly language?: Language;
  readonly json?: boolean;
}

export function dataPreviewCommand(): Command {
  return new Command('preview')
    .description(
      'the text of a few rows as encoders get it, what is left out of it and why, what is missing\n' +
        'It prints patient data to the terminal. Nothing is encoded; no model is needed.',
    )
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option('--rows <count>', 'rows to show, from each class in turn', count, 5)
    .addOption(
      new Option('--language <language>', 'in place of the one in the plan').choices([
        'en',
        'es',
        'pt',
        'fr',
      ]),
    )
    .option('--seed <seed>', 'another seed shows other rows', wholeNumber, 0)
    .option('--json', 'one line of JSON, with patient data as well')
    .action(async (path: string, { rows, seed, language, json }: PreviewCommandOptions) => {
      const { previewTexts, readPlan } = await import('../../study/index.ts');
      const preview = await previewTexts(await readPlan(path), { rows, seed, language });
      if (json) return print(JSON.stringify(preview));
      const { previewText } = await import('../../report/index.ts');
      print(previewText(preview, Math.min(100, Math.max(40, process.stdout.columns ?? 100))));
    });
}

function count(text: string): number {
  const value = wholeNumber(text);
  if (value > 0) return value;
  throw new InvalidArgumentError('a number from 1 is wanted');
}

function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
}
