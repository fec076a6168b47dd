import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

async function run(example: string): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', `examples/${example}`],
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
