import type { DataSet } from 'dicom-parser';
import { damaged } from './damage.ts';
import { frameDataSets, item } from './functional-groups.ts';
import { lookUp, readLookUpTable } from './look-up-table.ts';

/** From a stored value to the units of the device: Hounsfield units for CT. */
export type Modality = (stored: number) => number;

const transformationMacro = 'x00289145';

/**
 * The modality transformation of a frame: its look-up table, else `slope · stored + intercept`, else
 * the stored value (PS3.3, C.11.1).
 *
 * @throws E_IMAGE where the table is damaged or the rescale is no number
 */
export function readModality(dataSet: DataSet, frame: number, signed: boolean): Modality {
  const table = item(dataSet, 'x00283000', 0);
  if (table !== null) {
    const read = readLookUpTable(table, 'x00283002', 'x00283006', signed);
    return stored => lookUp(read, stored);
  }
  const rescaled = frameDataSets(dataSet, transformationMacro, frame).find(
    set => set.elements.x00281053 !== undefined || set.elements.x00281052 !== undefined,
  );
  if (rescaled === undefined) return stored => stored;
  const slope = rescaled.floatString('x00281053') ?? 1;
  const intercept = rescaled.floatString('x00281052') ?? 0;
  if (!Number.isFinite(slope) || !Number.isFinite(intercept)) {
    throw damaged('a rescale slope or intercept that is no number', 'numbers');
  }
  return stored => stored * slope + intercept;
}
