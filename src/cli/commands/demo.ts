import { join } from 'node:path';
import { Command } from 'commander';
import type { OutputOptions } from './study-output.ts';

/** The whole job on the sample that the project draws itself. */
async function demoPlan(rows: number) {
  const { normalisePlan, planSchema } = await import('../../study/index.ts');
  return normalisePlan(
    planSchema.parse({
      name: 'demo',
      dataset: { adapter: 'sample', folder: join('.minga', `sample-${rows}`), rows },
      align: ['none', { shift: { lambda: [0, 0.25, 0.5, 0.75, 1] } }, 'center'],
      // Single modalities with the capacity of `early` too: a fused head must not win by size alone.
      fuse: [
        'image',
        { image: { hidden: 128 } },
        'text',
        { text: { hidden: 128 } },
        'linear',
        'early',
        'late',
      ],
      // Four hundred rows are seven steps an epoch: patience, not the limit, must end a fit.
      train: { seeds: 3, rate: 0.003, epochs: 300, patience: 10 },
      report: join('runs', 'demo'),
    }),
  );
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('the whole job on the built-in sample, offline, in under a minute')
    .option('--json', 'one line of JSON instead of the table and the progress')
    .action(async (options: OutputOptions) => {
      const { runAndPrint } = await import('./study-output.ts');
      await runAndPrint(await demoPlan(600), options);
    });
}
