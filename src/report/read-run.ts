import { readFile } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { MingaError } from '../errors/index.ts';
import { type Cell, labelsFile, type Results, resultsFile, resultsSchema } from '../study/index.ts';
import { decodeSafetensors, Matrix, type TensorData } from '../tensor/index.ts';
import { bestCells } from './cells.ts';
import type { CellPredictions, ReportRun } from './run.ts';
import { tellsClasses } from './task/index.ts';

/** @throws E_RUN where the folder holds no finished run, or one of another version */
export async function readRun(folder: string): Promise<ReportRun> {
  const results = await readResults(folder);
  const labels = await readTensors(folder, labelsFile);
  const best = Object.values(bestCells(results)).filter(cell => cell !== null);
  const predictions = new Map<string, CellPredictions>();
  for (const cell of best) predictions.set(cell.id, await readPredictions(folder, cell, results));
  return {
    results,
    rows: tellsClasses(results)
      ? {
          labels: {
            validation: labelsOf(labels, 'validation', results),
            test: labelsOf(labels, 'test', results),
          },
        }
      : {
          labels: { validation: new Int32Array(), test: new Int32Array() },
          targets: {
            validation: targetsOf(labels, 'validation', results),
            test: targetsOf(labels, 'test', results),
          },
        },
    predictions,
  };
}

async function readResults(folder: string): Promise<Results> {
  const path = join(folder, resultsFile);
  let content: unknown;
  try {
    content = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw noRun(`${folder} without a readable ${resultsFile}`, cause);
  }
  const result = resultsSchema.safeParse(content);
  if (result.success) return result.data;
  const [{ path: place, message }] = result.error.issues;
  throw noRun(`${path}: ${place.map(String).join('.')}: ${message}`);
}

async function readPredictions(
  folder: string,
  cell: Cell,
  results: Results,
): Promise<CellPredictions> {
  const tensors = await readTensors(folder, cell.predictions);
  const matrices = (part: 'validation' | 'test') => {
    const shape = [cell.fits.length, results.split[part].rows, columnsOf(results)];
    const tensor = tensors.get(part);
    if (tensor?.dtype !== 'F32' || tensor.shape.join() !== shape.join()) {
      throw noRun(`${cell.predictions} without ${part} predictions F32 [${shape.join(', ')}]`);
    }
    return unstacked(tensor.data, shape);
  };
  return { validation: matrices('validation'), test: matrices('test') };
}

function unstacked(data: Float32Array, [seeds, rows, columns]: readonly number[]): Matrix[] {
  const size = rows * columns;
  return Array.from(
    { length: seeds },
    (_, s) => new Matrix(rows, columns, data.subarray(s * size, (s + 1) * size)),
  );
}

/** What a head says of a row: one number, or one for each class. */
function columnsOf({ task, dataset }: Results): number {
  return task?.kind === 'regression' ? 1 : dataset.classes.length;
}

function targetsOf(
  tensors: ReadonlyMap<string, TensorData>,
  part: 'validation' | 'test',
  results: Results,
): Matrix {
  const tensor = tensors.get(part);
  const shape = [results.split[part].rows, columnsOf(results)];
  if (tensor?.dtype === 'F32' && tensor.shape.join() === shape.join()) {
    return new Matrix(shape[0], shape[1], tensor.data);
  }
  throw noRun(`${labelsFile} without ${part} targets F32 [${shape.join(', ')}]`);
}

function labelsOf(
  tensors: ReadonlyMap<string, TensorData>,
  part: 'validation' | 'test',
  { split }: Results,
): Int32Array {
  const tensor = tensors.get(part);
  if (tensor?.dtype === 'I32' && tensor.data.length === split[part].rows) return tensor.data;
  throw noRun(`${labelsFile} without ${split[part].rows} ${part} labels`);
}

async function readTensors(folder: string, name: string): Promise<ReadonlyMap<string, TensorData>> {
  const path = resolve(folder, name);
  // The name comes from a file that someone may have sent: it must not lead out of the run.
  if (relative(resolve(folder), path).split(sep)[0] === '..') {
    throw noRun(`${resultsFile} naming "${name}", outside its folder`);
  }
  try {
    return decodeSafetensors(await readFile(path)).tensors;
  } catch (cause) {
    throw noRun(`${folder} without a readable ${name}`, cause);
  }
}

function noRun(found: string, cause?: unknown): MingaError {
  return new MingaError('E_RUN', {
    found,
    expected: 'the folder of a finished run of this version of Minga',
    fix: 'run its plan again with `minga run PLAN`; what is finished is not done twice',
    cause,
  });
}
