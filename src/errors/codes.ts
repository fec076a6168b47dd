/** Every code that an error can carry. A code never changes its meaning; `docs/errors.md` lists them. */
export const errorCodes = {
  E_ABORTED: 'the work was interrupted; what was finished is kept',
  E_ALIGN_INPUT: 'embeddings that an aligner cannot use',
  E_CHECKSUM: 'a file whose content does not match its recorded checksum',
  E_CLASS_EMPTY: 'a class without enough samples',
  E_COLUMN_MISSING: 'a table without a column that was asked for',
  E_DUPLICATE_ID: 'an id that occurs more than once',
  E_FILE_MISSING: 'a file or folder that does not exist or cannot be read',
  E_GRAPH: 'a graph that cannot be built: unknown operator, shapes that do not fit, no gradient',
  E_HEAD_INPUT: 'embeddings or labels that a head cannot be trained on',
  E_IMAGE: 'an image that cannot be decoded within the limits',
  E_METRIC_INPUT: 'predictions or labels that a metric cannot be computed from',
  E_MODEL: 'an encoder folder that is incomplete or of an unknown kind',
  E_NOT_FINITE: 'a NaN or an infinity where a finite number was expected',
  E_OPTION: 'an option outside its range',
  E_PLAN: 'a plan that does not fit its schema',
  E_RECORD_VALUE: 'a cell of a table that cannot be read as what it should be',
  E_RUNTIME: 'the ONNX runtime refused a model or an input',
  E_RUN: 'a folder that does not hold a finished run',
  E_SAFETENSORS: 'a safetensors file that is malformed',
  E_SHAPE: 'arrays whose shapes do not fit',
  E_SPLIT: 'a split that cannot be made',
  E_STORE: 'an embedding store that cannot be read or written',
  E_STORE_LOCKED: 'an embedding store that another process is writing',
  E_USAGE: 'a command line that is not understood',
} as const;

export type ErrorCode = keyof typeof errorCodes;
