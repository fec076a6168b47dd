import type { DataSet } from 'dicom-parser';

const perFrame = 'x52009230';
const shared = 'x52009229';

/**
 * Where attributes of a frame may stand, the nearest first: its own functional group, the group that
 * all frames share (both within the macro's sequence), and the data set itself.
 */
export function frameDataSets(dataSet: DataSet, macro: string, frame: number): readonly DataSet[] {
  const groups = [item(dataSet, perFrame, frame), item(dataSet, shared, 0)];
  const macros = groups.map(group => (group === null ? null : item(group, macro, 0)));
  return [...macros, dataSet].filter(found => found !== null);
}

/** An item of a sequence; null where the sequence or the item is absent. */
export function item(dataSet: DataSet, tag: string, index: number): DataSet | null {
  return dataSet.elements[tag]?.items?.[index]?.dataSet ?? null;
}
