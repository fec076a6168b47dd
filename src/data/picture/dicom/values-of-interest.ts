import type { DataSet } from 'dicom-parser';
import type { PictureInput } from '../options.ts';
import { damaged } from './damage.ts';
import { frameDataSets, item } from './functional-groups.ts';
import { lookUp, readLookUpTable } from './look-up-table.ts';

/** From a value in the units of the device to its brightness, 0–255, not yet rounded. */
export type ValuesOfInterest = (value: number) => number;

const voiMacro = 'x00289132';
const windowFunctions = ['LINEAR', 'LINEAR_EXACT', 'SIGMOID'] as const;
type WindowFunction = (typeof windowFunctions)[number];

/**
 * The VOI transformation of a frame (PS3.3, C.11.2): by the option, else the first item of the file's
 * VOI LUT sequence, else its first window; null where the frame's own range has to do.
 *
 * @throws E_IMAGE where the file's window or table cannot be
 */
export function readValuesOfInterest(
  dataSet: DataSet,
  frame: number,
  choice: PictureInput['window'],
  signed: boolean,
): ValuesOfInterest | null {
  if (choice === 'range') return null;
  if (choice !== 'file') return windowed('LINEAR', choice.center, choice.width);
  const table = item(dataSet, 'x00283010', 0);
  if (table !== null) {
    const read = readLookUpTable(table, 'x00283002', 'x00283006', signed);
    const most = 2 ** read.bits - 1;
    return value => (Math.min(most, lookUp(read, value)) / most) * 255;
  }
  const set = frameDataSets(dataSet, voiMacro, frame).find(
    found => found.string('x00281050') !== undefined && found.string('x00281051') !== undefined,
  );
  if (set === undefined) return null;
  return windowed(
    readFunction(set),
    set.floatString('x00281050') ?? Number.NaN,
    set.floatString('x00281051') ?? Number.NaN,
  );
}

function readFunction(dataSet: DataSet): WindowFunction {
  const text = dataSet.string('x00281056')?.trim() ?? '';
  const known = windowFunctions.find(name => name === text);
  if (known !== undefined) return known;
  if (text === '') return 'LINEAR';
  throw damaged('an unknown VOI LUT function', windowFunctions.join(', '));
}

function windowed(name: WindowFunction, center: number, width: number): ValuesOfInterest {
  const narrowest = name === 'LINEAR' ? 1 : Number.MIN_VALUE;
  if (!Number.isFinite(center) || !(width >= narrowest) || width === Number.POSITIVE_INFINITY) {
    throw damaged('a window that cannot be', 'a centre and a width of at least 1');
  }
  if (name === 'SIGMOID') return value => 255 / (1 + Math.exp((-4 * (value - center)) / width));
  return name === 'LINEAR' ? ramp(center - 0.5, width - 1) : ramp(center, width);
}

function ramp(center: number, width: number): ValuesOfInterest {
  const low = center - width / 2;
  const high = center + width / 2;
  return value => {
    if (value <= low) return 0;
    return value > high ? 255 : ((value - center) / width + 0.5) * 255;
  };
}
