import { MingaError } from '../../errors/index.ts';
import type { EmbeddedPart, EncodedDataset } from '../embedding.ts';
import type { plannedSource } from '../encoder-plan.ts';
import type { Plan } from '../plan.ts';
import type { BaselineEncoders } from './job.ts';
import type { PlannedBaselines } from './plan-schema.ts';

/**
 * The encoders that the frozen ways run: those that the plan names, else its first ones.
 *
 * @throws E_PLAN where there is none of the name, or only such that cannot be run again on a picture
 *   or a text alone: imported vectors, or records as numbers
 */
export function chosenEncoders(
  plan: Plan,
  baselines: PlannedBaselines,
  encoded: EncodedDataset,
): BaselineEncoders {
  const image = chosen(plan.encode.image, encoded.images, baselines.image, 'image');
  const text = chosen(plan.encode.text, encoded.texts, baselines.text, 'text');
  const imageEntry = image.entry;
  const textEntry = text.entry;
  if ('imported' in imageEntry) throw notRunnable('image', image.part.result.name);
  if ('imported' in textEntry || 'tabular' in textEntry) {
    throw notRunnable('text', text.part.result.name);
  }
  return {
    image: imageEntry,
    text: textEntry,
    imageId: image.part.result.id,
    textId: text.part.result.id,
    fingerprints: [image.part.result.fingerprint, text.part.result.fingerprint],
  };
}

function chosen<Entry extends Parameters<typeof plannedSource>[0]>(
  entries: readonly Entry[],
  parts: readonly EmbeddedPart[],
  name: string | undefined,
  modality: string,
): { readonly entry: Entry; readonly part: EmbeddedPart } {
  const pairs = parts.map((part, i) => ({ part, entry: entries[i] }));
  const runnable = ({ entry }: { readonly entry: Entry }) =>
    !('imported' in entry) && !('tabular' in entry);
  const found =
    name === undefined
      ? (pairs.find(runnable) ?? pairs[0])
      : pairs.find(({ part }) => part.result.name === name);
  if (found !== undefined) return found;
  throw new MingaError('E_PLAN', {
    found: `baselines: no ${modality} encoder called ${name}`,
    expected: `one of ${parts.map(({ result }) => result.name).join(', ')}`,
  });
}

function notRunnable(modality: string, name: string): MingaError {
  return new MingaError('E_PLAN', {
    found: `baselines: ${name} cannot be run again on a ${modality === 'image' ? 'picture' : 'text'} alone`,
    expected: `an encoder of ${modality}s that makes vectors: builtin or a model`,
    fix: `add one to encode.${modality}, and name it at baselines.${modality}`,
  });
}
