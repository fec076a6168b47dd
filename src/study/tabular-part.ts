import type { Dataset } from '../data/index.ts';
import { openTabular, type TabularOptions } from '../encode/index.ts';
import type { EmbeddedPart, EmbeddingOptions } from './embedding.ts';

/**
 * The records of a data set as rows of numbers, fitted on the training rows. They depend on the
 * split and take a moment to make, so no store keeps them.
 *
 * @throws E_OPTION as {@link openTabular} does; E_TABULAR_INPUT where no field can be used
 */
export function tabularPart(
  options: TabularOptions,
  name: string,
  dataset: Dataset,
  trainingRows: Int32Array,
  { onEvent }: EmbeddingOptions,
): EmbeddedPart {
  const started = performance.now();
  const encoder = openTabular(options);
  const { fitted, vectors, fingerprint, warnings } = encoder.encode({
    records: dataset.samples.map(({ record }) => record),
    train: trainingRows,
    fields: dataset.textFields,
  });
  const seconds = (performance.now() - started) / 1000;
  for (const { message } of warnings) onEvent?.({ kind: 'note', message });
  return {
    result: {
      id: `text/${name}`,
      modality: 'text',
      name,
      model: 'tabular',
      dimension: vectors.columns,
      fingerprint,
      settings: { ...encoder.settings, features: [...fitted.featureNames] },
      rows: vectors.rows,
      distinct: vectors.rows,
      encodedNow: vectors.rows,
      failed: [],
      notices: warnings.map(({ message }) => message),
      extraction: { vectors: vectors.rows, seconds, perSecond: vectors.rows / seconds },
      latency: null,
      bytesOnDisk: 0,
    },
    available: dataset.samples.map(() => true),
    contents: null,
    read: async indices => vectors.take(indices),
  };
}
