import { Command } from 'commander';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';
import type { OutputOptions } from './study-output.ts';

export function embedCommand(): Command {
  return new Command('embed')
    .description('extract the embeddings of a plan and nothing more; goes on where it stopped')
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option('--json', 'one line of JSON instead of the table and the progress')
    .action(async (path: string, { json }: OutputOptions) => {
      const { loadDataset } = await import('../../data/index.ts');
      const { embedDataset, readPlan } = await import('../../study/index.ts');
      const plan = await readPlan(path);
      const onEvent = json ? undefined : progressDisplay();
      const dataset = await loadDataset(plan.dataset);
      if (dataset.skipped.length > 0) onEvent?.({ kind: 'skipped', rows: dataset.skipped });
      const { images, texts } = await embedDataset(plan, dataset, null, {
        signal: interruptSignal(),
        onEvent,
      });
      const encoders = [...images, ...texts].map(({ result }) => result);
      if (json) return print(JSON.stringify({ store: plan.store, encoders }));
      for (const { id, rows, dimension, encodedNow, failed, extraction } of encoders) {
        const rate =
          extraction.perSecond === null ? '' : `, ${extraction.perSecond.toFixed(0)}/s when made`;
        print(
          `${id}: ${rows} rows of ${dimension} numbers, ${encodedNow} made now${rate}, ${failed.length} failed`,
        );
      }
    });
}
