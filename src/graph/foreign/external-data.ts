import { MingaError } from '../../errors/index.ts';
import { malformedModel } from './malformed.ts';

/** The bytes of the files that a model keeps weights in, by location as the model gives it. */
export type ExternalFiles = ReadonlyMap<string, Uint8Array>;

/**
 * The bytes of a tensor that is kept beside the model.
 *
 * @param entries `location`, `offset` and `length` as onnx.proto's `external_data` gives them
 * @throws E_ONNX where the location leads out of the model's folder, was not handed over, or is
 *   shorter than the model says
 */
export function externalBytes(
  entries: ReadonlyMap<string, string>,
  files: ExternalFiles,
  place: string,
): Uint8Array {
  const location = externalLocation(entries, place);
  const file = files.get(location);
  if (file === undefined) {
    throw new MingaError('E_ONNX', {
      found: `${place}: its numbers are kept in "${location}", which was not given`,
      expected: `that file's bytes under external`,
      fix: 'read the files that externalLocations lists, or write the model as one file',
    });
  }
  const offset = count(entries.get('offset') ?? '0', place);
  const length = count(entries.get('length') ?? String(file.length - offset), place);
  if (offset + length > file.length) {
    throw malformedModel(
      place,
      `bytes ${offset} to ${offset + length} of "${location}", which has ${file.length}`,
    );
  }
  return file.subarray(offset, offset + length);
}

/**
 * A location that stays below the model's folder.
 *
 * @throws E_ONNX where it does not: a model from elsewhere must not name other files of this machine
 */
export function externalLocation(entries: ReadonlyMap<string, string>, place: string): string {
  const location = entries.get('location') ?? '';
  const steps = location.split('/');
  const inside =
    !/[\\\0:]/.test(location) && steps.every(step => step !== '' && step !== '..' && step !== '.');
  if (inside) return location;
  throw new MingaError('E_ONNX', {
    found: `${place}: its numbers are kept in ${JSON.stringify(location)}`,
    expected: "a relative path inside the model's own folder",
    fix: 'if you trust the model, write it again as one file',
  });
}

function count(text: string, place: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw malformedModel(place, `an offset or length of "${text}"`);
  }
  return number;
}
