/** The files of a table in npy: arrays have no names there, so ids and keys lie beside the vectors. */
export interface NpyFiles {
  readonly vectors: string;
  readonly ids: string;
  readonly keys: string;
}

/** `v.npy` → `v.ids.npy` and `v.keys.npy`. */
export function npyFiles(vectors: string): NpyFiles {
  const stem = vectors.replace(/\.npy$/i, '');
  return { vectors, ids: `${stem}.ids.npy`, keys: `${stem}.keys.npy` };
}
