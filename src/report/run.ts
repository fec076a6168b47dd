import type { Results } from '../study/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { Gallery } from './gallery/index.ts';

/** What a cell said of the rows: for each fit, in order, one matrix n × C of probabilities. */
export interface CellPredictions {
  readonly validation: readonly Matrix[];
  readonly test: readonly Matrix[];
}

/** A finished run, as `readRun` reads it from its folder. */
export interface ReportRun {
  readonly results: Results;
  readonly rows: {
    /** For each row the index of its class in `results.dataset.classes`; none where another thing is learnt. */
    readonly labels: { readonly validation: Int32Array; readonly test: Int32Array };
    /** Of several labels at once [n, C] of 0 and 1, of a number [n, 1]. */
    readonly targets?: { readonly validation: Matrix; readonly test: Matrix };
  };
  /** By cell id. A page needs those of the best single modality and of the best fused head. */
  readonly predictions: ReadonlyMap<string, CellPredictions>;
  /** Absent or null where nobody asked for it: it shows patients. */
  readonly gallery?: Gallery | null;
}
