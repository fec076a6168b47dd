import { Command, InvalidArgumentError } from 'commander';
import { print } from '../print.ts';

interface SampleOptions {
  readonly size: number;
  readonly seed: number;
  readonly json?: boolean;
}

export function dataSampleCommand(): Command {
  return new Command('sample')
    .description(
      'write a small invented folder in the layout of a published data set, its faults included,\n' +
        'so that a plan can be tried without credentials',
    )
    .argument('<adapter>', 'as minga data list names it')
    .argument('<folder>', 'absent or empty')
    .option('--size <count>', 'patients, lesions, towns or questions, 12–2,000', wholeNumber, 24)
    .option('--seed <seed>', 'another seed writes another folder', wholeNumber, 0)
    .option('--json', 'one line of JSON')
    .action(async (adapter: string, folder: string, { size, seed, json }: SampleOptions) => {
      const { writeExampleDataset } = await import('../../data/index.ts');
      await writeExampleDataset(adapter, folder, { size, seed });
      if (json) return print(JSON.stringify({ adapter, folder, size, seed, invented: true }));
      print(
        `${folder}: an invented ${adapter}, no real person in it. Its plan: plans/${adapter}.yaml, with root: ${folder}`,
      );
    });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('a whole number is wanted');
  return Number(text);
}
