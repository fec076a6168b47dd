import { type Dataset, type SplitPart, splitParts } from '../dataset.ts';
import type { SplitCases } from './cases.ts';

/** In how many samples and groups a class occurs. */
export interface ClassPresence {
  readonly name: string;
  readonly rows: number;
  readonly groups: number;
}

/** How often each class of a data set occurs, in the order of its `classes`. */
export function classPresence({ dataset, groupOf }: SplitCases): ClassPresence[] {
  const found = new Map(
    dataset.classes.map(name => [name, { rows: 0, groups: new Set<number>() }]),
  );
  dataset.samples.forEach(({ labels }, index) => {
    for (const label of labels) {
      const own = found.get(label);
      if (own === undefined) continue;
      own.rows += 1;
      own.groups.add(groupOf[index]);
    }
  });
  return [...found].map(([name, { rows, groups }]) => ({ name, rows, groups: groups.size }));
}

/** The classes that parts lack, part by part. */
export function absentClasses(
  dataset: Dataset,
  parts: Readonly<Record<SplitPart, Int32Array>>,
): Record<SplitPart, string[]> {
  const absent = (part: SplitPart) => {
    const present = new Set<string>();
    for (const index of parts[part]) {
      for (const label of dataset.samples[index].labels) present.add(label);
    }
    return dataset.classes.filter(name => !present.has(name));
  };
  const [train, validation, test] = splitParts.map(absent);
  return { train, validation, test };
}
