import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

async function run(example: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', `examples/${example}`, ...args],
    { cwd: root },
  );
  return stdout;
}

describe('examples/new-head.ts', () => {
  test('trains a gated head that does better than early fusion, and runs its model', async () => {
    const [gated, early] = [...(await run('new-head.ts')).matchAll(/macro F1 on test ([\d.]+)/g)];
    expect(Number(gated[1])).toBeGreaterThan(0.95);
    expect(Number(gated[1])).toBeGreaterThan(Number(early[1]));
  });

  test('is what docs/new-head.md shows', () => {
    const [, code] = readFileSync(`${root}/docs/new-head.md`, 'utf8').split('```ts\n');
    const example = readFileSync(`${root}/examples/new-head.ts`, 'utf8');
    expect(example).toContain(code.split('\n```')[0]);
  });
});

describe('examples/fine-tune.ts', () => {
  test('trains a foreign backbone to tell most pictures apart, and writes a model', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'minga-example-'));
    const out = join(folder, 'fine-tuned.onnx');
    const said = await run('fine-tune.ts', out);
    const [, right, all] = said.match(/(\d+) of (\d+)/) ?? [];
    expect(Number(right) / Number(all)).toBeGreaterThan(0.7);
    expect((await stat(out)).size).toBeGreaterThan(1_000);
    await rm(folder, { recursive: true });
  });
});

describe('examples/shift-and-bias.ts', () => {
  test('shows that a head at its minimum undoes a pure shift, and a renormalised one not wholly', async () => {
    const said = await run('shift-and-bias.ts');
    const areas = (line: string) => {
      const found = said.split('\n').find(each => each.startsWith(line));
      return (found?.match(/0\.\d{4}/g) ?? []).map(Number);
    };
    const pure = areas('moved only, at the minimum');
    expect(pure).toHaveLength(3);
    for (const area of pure) expect(Math.abs(area - pure[0])).toBeLessThan(5e-4);
    const early = areas('moved and unit rows, two epochs');
    expect(early[2]).toBeGreaterThan(early[0]);
  });

  test('prints what docs/alignment.md shows', async () => {
    const [, shown] = readFileSync(`${root}/docs/alignment.md`, 'utf8').split('AUROC on test rows');
    const first = shown
      .split('\n')
      .slice(1, 5)
      .map(line => line.slice(0, 38).trim());
    const said = await run('shift-and-bias.ts');
    for (const name of first) expect(said).toContain(name);
  });
});
