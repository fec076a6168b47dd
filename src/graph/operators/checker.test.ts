import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { gradients } from '../gradients.ts';
import { encodeModel } from '../model.ts';
import type { Value } from '../value.ts';
import { built, type OperatorCase } from './fixture/case.ts';
import { casesOf } from './fixture/cases.ts';
import { mul, reduceSum, square } from './index.ts';

const python = process.env.MINGA_PYTHON ?? '/opt/peer/venv/bin/python';
const withPython = existsSync(python);
if (!withPython) {
  console.warn(
    `no Python at ${python}: onnx.checker does not read the operators; set MINGA_PYTHON to one with onnx`,
  );
}

/** A case's value and gradients, in the precision that models are deployed in. */
function model(check: OperatorCase): Uint8Array {
  const { graph, values, y } = built(check, 'float32');
  const learned = Object.keys(check.inputs).filter(name => check.inputs[name].learned !== false);
  const axes = y.shape.map((_, i) => i);
  const products: Value = mul(square(y), 0.5);
  const loss = axes.length === 0 ? products : reduceSum(products, axes);
  graph.output('y', y);
  gradients(
    loss,
    learned.map(name => values[name]),
  ).forEach((gradient, i) => {
    graph.output(`d.${learned[i]}`, gradient);
  });
  return encodeModel(graph);
}

describe.skipIf(!withPython)('onnx.checker', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'minga-operators-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('accepts every case with its gradients, and infers the shapes that the rules say', async () => {
    const files = await Promise.all(
      Object.values(casesOf)
        .flat()
        .map(async (check, i) => {
          const file = join(folder, `${i} ${check.operator.replaceAll(/\W/g, '')}.onnx`);
          await writeFile(file, model(check));
          return file;
        }),
    );
    const script = fileURLToPath(new URL('../golden/check_models.py', import.meta.url));
    const { stdout } = await promisify(execFile)(python, [script, ...files]);
    expect(JSON.parse(stdout).length).toBe(files.length);
  });
});
