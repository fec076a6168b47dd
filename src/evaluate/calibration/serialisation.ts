import { MingaError } from '../../errors/index.ts';
import { encodeModel, Graph } from '../../graph/index.ts';
import { decodeSafetensors, encodeSafetensors, type TensorData } from '../../tensor/index.ts';
import { type Calibrator, calibratorMethods } from './calibrator.ts';
import { calibratorDesign } from './design.ts';

const format = 'minga-calibrator-1';

/** A fitted calibrator as the bytes of a safetensors file. */
export function encodeCalibrator({ method, classes, state }: Calibrator): Uint8Array<ArrayBuffer> {
  const tensors = Object.entries(state).map(([name, data]): [string, TensorData] => [
    name,
    { dtype: 'F32', shape: [data.length], data },
  ]);
  return encodeSafetensors(tensors, { format, method, classes: String(classes) });
}

/**
 * The calibrator that `encodeCalibrator` wrote; it transforms to the same bits.
 *
 * @throws E_SAFETENSORS, E_CALIBRATOR_INPUT where the bytes are not those of a calibrator
 */
export function decodeCalibrator(bytes: Uint8Array): Calibrator {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const method = calibratorMethods.find(name => name === metadata.method);
  const classes = Number(metadata.classes);
  if (metadata.format !== format || method === undefined || !isClassCount(classes)) {
    throw new MingaError('E_CALIBRATOR_INPUT', {
      found: `a file of format ${metadata.format ?? 'unknown'}, method ${metadata.method}, classes ${metadata.classes}`,
      expected: `${format}, a known method, two classes or more`,
    });
  }
  const state: Record<string, Float32Array> = {};
  for (const [name, { data }] of tensors) if (data instanceof Float32Array) state[name] = data;
  return calibratorDesign(method).restore(classes, state);
}

function isClassCount(classes: number): boolean {
  return Number.isInteger(classes) && classes >= 2;
}

/** The calibrator alone as an ONNX model: input `probabilities`, output `calibrated`. */
export function calibratorModel(calibrator: Calibrator): Uint8Array {
  const graph = new Graph();
  const probabilities = graph.input('probabilities', graph.float, ['N', calibrator.classes]);
  graph.output('calibrated', calibrator.write(probabilities));
  return encodeModel(graph);
}
