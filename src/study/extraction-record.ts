import { z } from 'zod';
import { readIfThere, writeWhole } from './run-folder.ts';

const recordSchema = z.object({ vectors: z.number(), seconds: z.number() });

/** What making the vectors of a store has cost so far, over all runs that added to it. */
export type Extraction = z.infer<typeof recordSchema>;

// Beside the store's folder and not in it: the store keeps nothing but vectors.
const file = (folder: string) => `${folder}.extraction.json`;

export async function readExtraction(folder: string): Promise<Extraction> {
  const bytes = await readIfThere(file(folder));
  if (bytes === null) return { vectors: 0, seconds: 0 };
  return recordSchema.parse(JSON.parse(bytes.toString('utf8')));
}

export async function addExtraction(
  folder: string,
  { vectors, seconds }: Extraction,
): Promise<void> {
  if (vectors === 0) return;
  const before = await readExtraction(folder);
  const sum = { vectors: before.vectors + vectors, seconds: before.seconds + seconds };
  await writeWhole(file(folder), JSON.stringify(sum));
}
