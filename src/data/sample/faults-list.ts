import type { Faults, Twin } from './faults.ts';
import type { Lesion } from './lesion.ts';
import { imageId, missingValues } from './records-table.ts';

/** The faults that were planted, by row id; what `faults.json` holds. */
export interface FaultsList {
  readonly leakingColumns: readonly string[];
  /** Pictures that equal another lesion's to the byte. */
  readonly exactDuplicates: readonly { readonly id: string; readonly of: string }[];
  /** Pictures that are another lesion's, a little lighter and moved by two pixels. */
  readonly nearDuplicates: readonly { readonly id: string; readonly of: string }[];
  readonly unreadableImages: readonly string[];
  readonly absentImages: readonly string[];
  /** For each column the rows without a value. */
  readonly missingValues: Readonly<Record<string, readonly string[]>>;
}

export function faultsList(lesions: readonly Lesion[], faults: Faults): FaultsList {
  const named = ({ row, of }: Twin) => ({ id: imageId(row), of: imageId(of) });
  return {
    leakingColumns: ['follow_up_code'],
    exactDuplicates: faults.exact.map(named),
    nearDuplicates: faults.near.map(named),
    unreadableImages: [imageId(faults.unreadable)],
    absentImages: [imageId(faults.absent)],
    missingValues: missingValues(lesions),
  };
}
