import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import { contentKey, openStore } from './index.ts';
import { takeLock } from './lock.ts';

const settings = { fingerprint: 'abc', dimension: 2, encoder: { name: 'test' } };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockPath = () => join(folder, 'lock');
const owner = {
  pid: process.pid,
  host: hostname(),
  processStart: '',
  since: '2026-01-01T00:00:00.000Z',
  token: 'x',
};
const leaveLock = (change: object) =>
  writeFileSync(lockPath(), JSON.stringify({ ...owner, ...change }));

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['-e', '0']).pid;
}

test('a second writer is refused, told who writes and what to do; a reader is not', async () => {
  const store = await openStore(folder, settings);
  const error = await openStore(folder, settings).catch((cause: unknown) => cause);
  expect(isMingaError(error, 'E_STORE_LOCKED')).toBe(true);
  expect(String(error)).toContain(`process ${process.pid} on ${hostname()}`);
  expect(String(error)).toContain(`delete ${lockPath()}`);
  await (await openStore(folder, settings, { readOnly: true })).close();
  await store.close();
  expect(existsSync(lockPath())).toBe(false);
  await (await openStore(folder, settings)).close();
});

test('of many that try at once one wins, also over a stale lock', async () => {
  leaveLock({ pid: endedProcess() });
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => takeLock(folder)));
  const won = tries.filter(each => each.status === 'fulfilled');
  expect(won).toHaveLength(1);
  await won[0].value.assertHeld();
});

test('a lock of a process that is gone is taken over, and that is said', async () => {
  const pid = endedProcess();
  leaveLock({ pid });
  const store = await openStore(folder, settings);
  expect(store.notices.join()).toContain(`taken over from process ${pid}, which is gone`);
  await store.close();
});

test.skipIf(!existsSync('/proc/self/stat'))(
  'a process number in use again does not keep a lock: its start time differs',
  async () => {
    leaveLock({ processStart: '1' });
    const store = await openStore(folder, settings);
    expect(store.notices.join()).toContain('taken over');
    await store.close();
  },
);

test('a lock of another host is never taken over', async () => {
  leaveLock({ host: 'elsewhere', pid: endedProcess() });
  await expect(openStore(folder, settings)).rejects.toThrow(/on elsewhere.*E_STORE_LOCKED/);
});

test('a half-written lock is respected for a while, then removed', async () => {
  writeFileSync(lockPath(), '{"pid"');
  await expect(openStore(folder, settings)).rejects.toThrow(/E_STORE_LOCKED/);
  utimesSync(lockPath(), 1, 1);
  const store = await openStore(folder, settings);
  expect(store.notices.join()).toContain('half-written lock');
  await store.close();
});

test('a takeover that a crash cut short does not block for ever', async () => {
  leaveLock({ pid: endedProcess() });
  writeFileSync(join(folder, 'lock.takeover'), '');
  await expect(openStore(folder, settings)).rejects.toThrow(/E_STORE_LOCKED/);
  utimesSync(join(folder, 'lock.takeover'), 1, 1);
  await (await openStore(folder, settings)).close();
});

test('a writer whose lock was deleted and taken by another stops writing', async () => {
  const first = await openStore(folder, settings);
  await first.append([contentKey('a')], Matrix.fromRows([[1, 2]]));
  rmSync(lockPath());
  const second = await openStore(folder, settings);
  const late = first.append([contentKey('b')], Matrix.fromRows([[3, 4]]));
  await expect(late).rejects.toThrow(/E_STORE_LOCKED/);
  await expect(first.close()).rejects.toThrow(/E_STORE_LOCKED/);
  expect(JSON.parse(readFileSync(lockPath(), 'utf8')).pid).toBe(process.pid);
  await second.append([contentKey('c')], Matrix.fromRows([[5, 6]]));
  await second.close();
  const reader = await openStore(folder, settings, { readOnly: true });
  expect((await reader.read([contentKey('a'), contentKey('c')])).data).toEqual(
    new Float32Array([1, 2, 5, 6]),
  );
});

test('two processes: the second waits its turn', async () => {
  const module = new URL('index.ts', import.meta.url).href;
  const script = `
    import { openStore } from ${JSON.stringify(module)};
    await openStore(${JSON.stringify(folder)}, ${JSON.stringify(settings)});
    console.log('open');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await expect(openStore(folder, settings)).rejects.toThrow(
    new RegExp(`process ${child.pid} .*E_STORE_LOCKED`),
  );
  child.kill('SIGKILL');
  await ended;
  const store = await openStore(folder, settings);
  expect(store.notices.join()).toContain(`taken over from process ${child.pid}`);
  await store.close();
});
