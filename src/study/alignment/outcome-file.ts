import { join } from 'node:path';
import { decodeSafetensors, encodeSafetensors, type TensorData } from '../../tensor/index.ts';
import { readIfThere, writeWhole } from '../run-folder.ts';
import { stackedSeeds, unstackedSeeds } from '../seed-stack.ts';
import type { Outcome, Outcomes } from './outcome.ts';

/** What a task found, and what fitting its aligner cost. */
export interface KeptOutcomes {
  readonly outcomes: Outcomes;
  readonly fitSeconds: number;
}

const format = 'minga-alignment-outcomes-1';

/** What an earlier run of the study found, or null. A damaged or torn file is measured again. */
export async function readOutcomes(folder: string, key: string): Promise<KeptOutcomes | null> {
  const bytes = await readIfThere(fileOf(folder, key));
  if (bytes === null) return null;
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    if (metadata.format !== format || metadata.key !== key) return null;
    const found = new Map(
      [...tensors].map(([name, tensor]): [string, Outcome] => {
        const [kind, measure] = [
          name.slice(0, name.indexOf(' ')),
          name.slice(name.indexOf(' ') + 1),
        ];
        return [measure, outcomeOf(kind, measure, tensor)];
      }),
    );
    const order: unknown = JSON.parse(metadata.measures);
    if (!Array.isArray(order)) return null;
    const outcomes = new Map(
      order.flatMap((name): [string, Outcome][] => {
        const outcome = found.get(name);
        return outcome === undefined ? [] : [[name, outcome]];
      }),
    );
    if (outcomes.size !== found.size) return null;
    return { outcomes, fitSeconds: Number(metadata.fitSeconds) };
  } catch {
    return null;
  }
}

export async function writeOutcomes(
  folder: string,
  key: string,
  { outcomes, fitSeconds }: KeptOutcomes,
): Promise<void> {
  const tensors = [...outcomes].map(([measure, outcome]): [string, TensorData] => [
    `${outcome.kind} ${measure}`,
    stackedSeeds(outcome.kind === 'scores' ? outcome.seeds : [outcome.values]),
  ]);
  await writeWhole(
    fileOf(folder, key),
    encodeSafetensors(tensors, {
      format,
      key,
      fitSeconds: `${fitSeconds}`,
      // The format sorts tensors; tables keep the order of the task.
      measures: JSON.stringify([...outcomes.keys()]),
    }),
  );
}

function fileOf(folder: string, key: string): string {
  return join(folder, 'outcomes', `${key.slice(0, 16)}.safetensors`);
}

function outcomeOf(kind: string, measure: string, tensor: TensorData): Outcome {
  const seeds = unstackedSeeds(measure, tensor);
  return kind === 'scores' ? { kind, seeds } : { kind: 'share', values: seeds[0] };
}
