import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { noise, sendSlowly } from '../download/fixture/test-server.ts';
import { type HubServer, startHub } from '../models/download/fixture/hub-server.ts';

const id = 'clinic/tiny';
const noNetwork = new URL('./no-network.mjs', import.meta.url).href;

const minga = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));

let folder: string;
let hub: HubServer;
// A graph of one unknown field: 4 MB that an ONNX reader passes over.
const model = Buffer.concat([
  Buffer.from([0x9a, 0x06, 0x80, 0x92, 0xf4, 0x01]),
  noise(4_000_000, 0),
]);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-models-cli-'));
  hub = await startHub(id, {
    'config.json': Buffer.from('{"model_type":"bert"}'),
    'onnx/model.onnx': model,
  });
});
afterAll(async () => {
  await hub.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  hub.respond = undefined;
  hub.seen.length = 0;
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  wrap: readonly string[] = [],
): { child: ChildProcess; ended: Promise<Outcome> } {
  const { HF_ENDPOINT: _, HF_TOKEN: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    NO_COLOR: '1',
    MINGA_MODELS: join(folder, 'models'),
    MINGA_HUB_MIRROR: hub.url,
    ...environment,
  };
  const node = [process.execPath, minga, 'models', ...args];
  const [command, ...rest] = [...wrap, ...node];
  const child = spawn(command, rest, { cwd: folder, env });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const ended = new Promise<Outcome>(resolve => {
    child.on('close', code => resolve({ code, out, err }));
  });
  return { child, ended };
}

const models = (...args: string[]) => start(args).ended;
const offline = (...args: string[]) => start(args, { NODE_OPTIONS: `--import ${noNetwork}` }).ended;

/** Sends a file a little at a time, so that a process can be killed within it. */
function slowly(): void {
  hub.respond = (request, response, usual) => {
    if (!request.url?.endsWith('model.onnx')) return usual();
    sendSlowly(request, response, model);
  };
}

const part = () => join(folder, 'models', id, 'onnx', 'model.onnx.part');

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000 && !condition(); tries++) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  expect(condition()).toBe(true);
}

describe('minga models list', () => {
  test('says what there is, with licences, hashes and estimates, without a network', async () => {
    const { code, out } = await offline('list');
    expect(code).toBe(0);
    expect(out).toMatch(/facebook\/dinov2-base\n {2}image · 768 numbers · 224 px · cls/);
    expect(out).toMatch(/! licence: no clinical use/);
    expect(out).toMatch(/pinned at first pull/);
    expect(out).toMatch(/images\/s a core \(estimate: 23 G multiply-adds\)/);
    expect(out).toMatch(/fp32 347 MB · fp16 173 MB by parameters × bytes/);
  });

  test('filters, and speaks JSON', async () => {
    const { out } = await offline('list', 'potion', '--json');
    const entries = JSON.parse(out);
    expect(entries).toHaveLength(3);
    expect(entries[0].pins.fp32.files['model.safetensors']).toMatch(/^[0-9a-f]{64}$/);
    expect(entries[0].work[0].estimatedPerSecondACore).toBe(50_000);
    const pairs = await offline('list', '--modality', 'pair', '--json');
    expect(JSON.parse(pairs.out).map(({ modality }: { modality: string }) => modality)).toEqual(
      Array(8).fill('pair'),
    );
    expect((await offline('list', '--modality', 'sound')).code).toBe(2);
  });
});

describe('minga models pull and verify', () => {
  test('downloads with progress, then finds it sound, then finds what was changed', async () => {
    const pulled = await models('pull', id);
    expect(pulled.err).toMatch(/✓ Downloading clinic\/tiny: 4 megabytes in/);
    expect(pulled.out).toMatch(/2 files in/);
    expect(pulled.code).toBe(0);
    expect((await offline('verify', id)).out).toMatch(/2 files, all as they were/);
    writeFileSync(join(folder, 'models', id, 'config.json'), '{}');
    writeFileSync(join(folder, 'models', id, 'extra.bin'), '');
    const differs = await offline('verify', '--all');
    expect(differs.code).toBe(1);
    expect(differs.out).toMatch(/changed: config\.json\n {2}extra: extra\.bin/);
    const json = JSON.parse((await offline('verify', id, '--json')).out);
    expect(json).toMatchObject({ sound: false, models: [{ id, changed: ['config.json'] }] });
  });

  test('goes on after SIGKILL in the middle of a file', async () => {
    rmSync(join(folder, 'models'), { recursive: true });
    slowly();
    const { child, ended } = start(['pull', id]);
    await until(() => existsSync(part()) && statSync(part()).size > 500_000);
    child.kill('SIGKILL');
    await ended;
    expect(existsSync(join(folder, 'models', id, 'minga-model.json'))).toBe(false);
    const { size } = statSync(part());
    expect((await offline('verify', '--all')).code).toBe(1);
    hub.seen.length = 0;
    hub.respond = undefined;
    expect((await models('pull', id)).code).toBe(0);
    const ranges = hub.seen.flatMap(({ range }) => range ?? []);
    expect(ranges).toEqual([`bytes=${size}-`]);
    expect(model.equals(readFileSync(part().replace('.part', '')))).toBe(true);
    expect((await offline('verify', '--all')).code).toBe(0);
  });

  test('goes on after Ctrl-C', async () => {
    rmSync(join(folder, 'models'), { recursive: true });
    slowly();
    const { child, ended } = start(['pull', id]);
    await until(() => existsSync(part()) && statSync(part()).size > 500_000);
    child.kill('SIGINT');
    const { code, err } = await ended;
    expect(code).toBe(1);
    expect(err).toMatch(/the same command goes on from there \[E_ABORTED\]/);
    hub.respond = undefined;
    expect((await models('pull', id, '--json')).code).toBe(0);
  });

  const hasShell = process.platform !== 'win32';
  if (!hasShell) console.warn('SKIPPED: no limits of file sizes on Windows');
  test.runIf(hasShell)('says that a disk is full, and goes on when there is room', async () => {
    rmSync(join(folder, 'models'), { recursive: true });
    // A limit of 2,000 blocks of 512 bytes or of 1,024: either way less than the model.
    const limit = ['sh', '-c', 'ulimit -f 2000; exec "$@"', 'sh'];
    const { code, err } = await start(['pull', id], {}, limit).ended;
    expect(err).toMatch(/the disk is full.*\[E_DOWNLOAD\]/);
    expect(code).toBe(1);
    expect((await models('pull', id)).code).toBe(0);
  });

  test('pins a folder that came on a stick', async () => {
    const copy = join(folder, 'stick', 'tiny');
    await cp(join(folder, 'models', id), copy, { recursive: true });
    rmSync(join(copy, 'minga-model.json'));
    expect((await offline('verify', copy)).out).toMatch(/--write/);
    expect((await offline('verify', copy, '--write')).code).toBe(0);
    expect((await offline('verify', copy)).code).toBe(0);
  });

  test.each([
    [['pull', id], { MINGA_OFFLINE: '1' }, 1, /E_OFFLINE/],
    [['pull', id, '--offline'], {}, 1, /E_OFFLINE/],
    [['pull', 'google/embeddinggemma-300m'], {}, 2, /Gemma terms.*--yes/],
    [['pull', '../evil'], {}, 1, /E_MODEL/],
    [['pull'], {}, 2, /missing required argument/],
    [['verify'], {}, 2, /E_USAGE/],
    [['verify', 'clinic/none'], {}, 1, /E_MODEL/],
  ])('%j with %o ends with %i', async (args, environment, code, words) => {
    const env = { ...environment, NODE_OPTIONS: `--import ${noNetwork}` };
    const outcome = await start(args, env).ended;
    expect(outcome.err).toMatch(words);
    expect(outcome.code).toBe(code);
    expect(hub.seen).toHaveLength(0);
  });
});
