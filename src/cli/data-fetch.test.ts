import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  account,
  type PhysioNetTestServer,
  startPhysioNet,
} from '../data/fetch/fixture/physionet-server.ts';
import { noise, refuse, sendSlowly } from '../download/fixture/test-server.ts';

const noNetwork = new URL('./no-network.mjs', import.meta.url).href;

const minga = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));

const picture = noise(4_000_000, 1);
const secrets = [
  account.username,
  account.password,
  Buffer.from(`${account.username}:${account.password}`).toString('base64'),
];

let folder: string;
let server: PhysioNetTestServer;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'minga-data-fetch-'));
  server = await startPhysioNet({
    'mbrset/1.0': {
      'labels_mbrset.csv': Buffer.from('patient,file\n1,1.jpg\n'),
      'images/1.jpg': picture,
      'images/2.jpg': noise(1000, 2),
    },
  });
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});
afterEach(() => {
  server.respond = undefined;
  server.seen.length = 0;
});

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): { child: ChildProcess; ended: Promise<Outcome> } {
  const { PHYSIONET_USERNAME: _, PHYSIONET_PASSWORD: __, ...inherited } = process.env;
  const env = {
    ...inherited,
    NO_COLOR: '1',
    PHYSIONET_USERNAME: account.username,
    PHYSIONET_PASSWORD: account.password,
    ...environment,
  };
  const node = [minga, 'data', 'fetch', ...args];
  const child = spawn(process.execPath, node, {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', chunk => {
    out += chunk;
  });
  child.stderr.on('data', chunk => {
    err += chunk;
  });
  const ended = new Promise<Outcome>(resolve => {
    child.on('close', code => {
      // Whatever a run says, it never says the account.
      for (const secret of secrets) expect(out + err).not.toContain(secret);
      resolve({ code, out, err });
    });
  });
  return { child, ended };
}

const fetchIt = (...args: string[]) => start(['mbrset', '--yes', '--mirror', server.url, ...args]);
const offline = { NODE_OPTIONS: `--import ${noNetwork}` };
const root = () => join(folder, 'data', 'mbrset');
const part = () => join(root(), 'images', '1.jpg.part');

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000 && !condition(); tries++) {
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  expect(condition()).toBe(true);
}

function slowly(): void {
  server.respond = (request, response, usual) =>
    request.url?.endsWith('/1.jpg') && request.method === 'GET'
      ? sendSlowly(request, response, picture)
      : usual();
}

function written(): string[] {
  const entries = readdirSync(root(), { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  return files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'));
}

describe('minga data fetch', () => {
  test('says what comes, under which terms, and how a plan names it', async () => {
    const { code, out, err } = await fetchIt().ended;
    expect(err).toMatch(/from: {2}https:\/\/physionet\.org\/files\/mbrset\/1\.0\//);
    expect(err).toMatch(/what: {2}3 files, 4 MB/);
    expect(err).toMatch(/terms: .*signed agreement/);
    expect(err).toMatch(/✓ Downloading mbrset: 4 megabytes in/);
    expect(out).toMatch(/Cite: Wu C.*\nIn a plan:\ndataset:\n {2}adapter: mbrset\n {2}root: "/);
    expect(code).toBe(0);
    expect(picture.equals(readFileSync(join(root(), 'images', '1.jpg')))).toBe(true);
  });

  test('finds it sound without a network, and what was changed', async () => {
    const sound = await start(['mbrset', '--verify'], offline).ended;
    expect(sound.out).toMatch(/3 files, all as minga-data\.jsonl lists them/);
    expect(sound.code).toBe(0);
    rmSync(join(root(), 'images', '2.jpg'));
    const differs = await start(['mbrset', '--verify', '--json'], offline).ended;
    expect(JSON.parse(differs.out)).toMatchObject({ sound: false, missing: ['images/2.jpg'] });
    expect(differs.code).toBe(1);
  });

  test('speaks JSON', async () => {
    const { out } = await fetchIt('--json', '--root', 'other', '--only', '*.csv').ended;
    expect(JSON.parse(out)).toMatchObject({
      set: 'mbrset',
      files: 1,
      sources: ['https://physionet.org/files/mbrset/1.0/'],
      plan: { dataset: { adapter: 'mbrset' } },
    });
  });

  test.each(['SIGKILL', 'SIGINT'] as const)('goes on after %s in the middle', async signal => {
    rmSync(root(), { recursive: true, force: true });
    slowly();
    const { child, ended } = fetchIt();
    await until(() => existsSync(part()) && statSync(part()).size > 500_000);
    child.kill(signal);
    const { err } = await ended;
    if (signal === 'SIGINT') expect(err).toMatch(/the same command goes on from there.*E_ABORTED/);
    for (const secret of secrets) expect(written().join('\n')).not.toContain(secret);
    expect(existsSync(join(root(), 'minga-data.jsonl'))).toBe(false);
    const { size } = statSync(part());
    server.respond = undefined;
    server.seen.length = 0;
    expect((await fetchIt().ended).code).toBe(0);
    expect(server.seen.flatMap(({ range }) => range ?? [])).toEqual([`bytes=${size}-`]);
    expect(
      server.seen.filter(({ url, method }) => method === 'GET' && url.endsWith('csv')),
    ).toEqual([]);
    expect((await start(['mbrset', '--verify'], offline).ended).code).toBe(0);
    for (const secret of secrets) expect(written().join('\n')).not.toContain(secret);
  });

  test('does not ask where there is no terminal', async () => {
    const none = { PHYSIONET_USERNAME: '', PHYSIONET_PASSWORD: '' };
    const args = ['mbrset', '--yes', '--root', 'none'];
    const mirrored = await start([...args, '--mirror', server.url], none).ended;
    expect(mirrored.err).toMatch(/answers 401: it wants an account; set PHYSIONET_USERNAME/);
    expect(mirrored.code).toBe(1);
    const direct = await start(args, { ...none, ...offline }).ended;
    expect(direct.err).toMatch(/no account is set.*\[E_USAGE\]/);
    expect(direct.code).toBe(2);
  });

  test('says nothing of the account where the server refuses it', async () => {
    server.respond = (_, response) => refuse(response, 403);
    const { code, err } = await start(
      ['mbrset', '--yes', '--root', 'refused', '--mirror', server.url],
      { MINGA_TRACE: '1' },
    ).ended;
    expect(err).toMatch(/answers 403: this account may not read mbrset 1\.0/);
    expect(code).toBe(1);
  });

  test.each([
    [['mbrset'], {}, 2, /Credentialed Health Data License.*--yes/],
    [['ham10000'], {}, 2, /CC BY-NC 4\.0.*--yes/],
    [['ham10000', '--yes', '--offline'], {}, 1, /E_OFFLINE/],
    [['ham10000', '--yes'], { MINGA_OFFLINE: '1' }, 1, /E_OFFLINE/],
    [['coco-qa', '--yes'], {}, 1, /cannot be fetched by Minga.*cocoqa/],
    [['imagenet'], {}, 2, /one of brset, mbrset/],
    [[], {}, 2, /missing required argument/],
    [['mbrset', '--verify', '--root', 'nowhere'], {}, 1, /E_FILE_MISSING/],
  ])('%j with %o ends with %i and makes no connection', async (args, environment, code, words) => {
    const outcome = await start(args, { ...environment, ...offline }).ended;
    expect(outcome.err).toMatch(words);
    expect(outcome.code).toBe(code);
    expect(server.seen).toHaveLength(0);
  });
});
