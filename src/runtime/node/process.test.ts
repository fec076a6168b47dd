import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));

async function runProgram(source: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', source],
    { cwd: root, timeout: 30_000 },
  );
  return stdout;
}

const opening = `
  import { openRuntime } from './src/runtime/index.ts';
  import { encodeModel, Graph, mul } from './src/graph/index.ts';
  const graph = new Graph();
  graph.output('y', mul(graph.input('x', 'float32', ['N']), 2));
  const runtime = openRuntime();
  const feeds = { x: { type: 'float32', shape: [1], data: Float32Array.of(21) } };
`;

test('an idle runtime that nobody closes does not keep the process alive', async () => {
  const said = await runProgram(`${opening}
    const session = await runtime.open(encodeModel(graph));
    console.log((await session.run(feeds)).y.data[0]);
  `);
  expect(said.trim()).toBe('42');
});

test('a run under way does keep the process alive', async () => {
  const said = await runProgram(`${opening}
    runtime.open(encodeModel(graph))
      .then(session => session.run(feeds))
      .then(({ y }) => console.log(y.data[0]));
  `);
  expect(said.trim()).toBe('42');
});

test('a process that ends while a model runs ends with its own exit code', async () => {
  const ending = runProgram(`${opening}
    const session = await runtime.open(encodeModel(graph));
    for (let i = 0; i < 5000; i++) session.run(feeds).catch(() => undefined);
    setTimeout(() => process.exit(3), 30);
  `);
  await expect(ending).rejects.toMatchObject({ code: 3, signal: null });
});

// A thread that is terminated within native code takes the process with it, now and then.
test('a runtime closed again and again while runs are in line leaves the process whole', async () => {
  const said = await runProgram(`${opening}
    await runtime.close();
    for (let delay = 0; delay < 8; delay++) {
      const own = openRuntime();
      const session = await own.open(encodeModel(graph));
      const runs = Array.from({ length: 50 }, () => session.run(feeds).catch(() => 'closed'));
      await new Promise(resolve => setTimeout(resolve, delay));
      await own.close();
      await Promise.all(runs);
    }
    console.log('whole');
  `);
  expect(said.trim()).toBe('whole');
});
