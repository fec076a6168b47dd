import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const command = fileURLToPath(new URL('../../bin/minga.js', import.meta.url));
const noNetwork = fileURLToPath(new URL('./no-network.mjs', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function start(
  args: readonly string[],
  cwd = folder,
): { child: ChildProcess; ended: Promise<Outcome> } {
  // Any attempt to reach a network ends the process with an error of its own.
  const env = { ...process.env, NODE_OPTIONS: `--import ${noNetwork}`, NO_COLOR: '1' };
  const child = spawn(process.execPath, [command, ...args], { cwd, env });
  let out = '';
  let err = '';
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

const minga = (...args: string[]) => start(args).ended;

function planFile(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const small = (name: string) => `
name: ${name}
dataset: { adapter: sample, folder: sample, rows: 240 }
store: store-${name}
align: [none, { shift: { lambda: [0.5, 1] } }]
fuse: [image, early]
train: { seeds: 2, epochs: 3 }
evaluate: { resamples: 100 }
`;

let whole: Outcome;
beforeAll(async () => {
  whole = await minga('run', planFile('whole.yaml', small('whole')));
});

describe('minga', () => {
  test('run does the whole job without a network, and report writes the page again', async () => {
    const { code, out, err } = whole;
    expect(err).toMatch(/✓ Encoding images with builtin \(\d workers? × 1 thread\): \d+ images in/);
    expect(err).toMatch(/skipped:/);
    expect(out).toMatch(/early/);
    expect(out).toMatch(/Research use only; not a medical device/);
    expect(code).toBe(0);
    const page = join(folder, 'runs/whole/report.html');
    expect(existsSync(page)).toBe(true);
    rmSync(page);
    const again = await minga('report', 'runs/whole', '--json');
    expect(again.code).toBe(0);
    const { report, files } = JSON.parse(again.out);
    expect(report).toMatch(/report.html$/);
    expect(files.map(({ kind }: { kind: string }) => kind)).toContain('predictions');
    expect(existsSync(page)).toBe(true);
  });

  test('run --json says where everything is in one line', async () => {
    const { code, out, err } = await minga('run', planFile('json.yaml', small('json')), '--json');
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      run: 'runs/json',
      best: { single: 'builtin/none/image' },
    });
  });

  test('embed makes vectors once', async () => {
    const plan = planFile('embed.yaml', small('embed'));
    expect((await minga('embed', plan)).out).toMatch(
      /image\/builtin: \d+ rows .* [1-9]\d* made now/,
    );
    expect((await minga('embed', plan)).out).toMatch(/image\/builtin: \d+ rows .* 0 made now/);
  });
});

describe('minga after a kill', () => {
  test('goes on where SIGKILL stopped it, whenever that was', async () => {
    const plan = planFile('killed.yaml', small('killed'));
    for (const wait of [700, 1300, 2000, 2700]) {
      const { child, ended } = start(['run', plan]);
      const timer = setTimeout(() => child.kill('SIGKILL'), wait);
      await ended;
      clearTimeout(timer);
    }
    expect((await minga('run', plan)).code).toBe(0);
    const figures = (name: string) => {
      const { cells } = JSON.parse(readFileSync(join(folder, `runs/${name}/results.json`), 'utf8'));
      return cells.map(({ id, test: own }: { id: string; test: unknown }) => [id, own]);
    };
    expect(figures('killed')).toEqual(figures('whole'));
    const left = readdirSync(join(folder, 'runs/killed'), { recursive: true }).map(String);
    expect(left.filter(name => /\.tmp$/.test(name) && !/\.\d+\.tmp$/.test(name))).toEqual([]);
  });

  test('Ctrl-C ends it cleanly with a word on how to go on', async () => {
    const plan = planFile(
      'stopped.yaml',
      small('stopped').replace('seeds: 2, epochs: 3', 'seeds: 50, epochs: 200, patience: 200'),
    );
    const { child, ended } = start(['run', plan]);
    child.stderr?.on('data', chunk => {
      if (String(chunk).includes('Training heads')) setTimeout(() => child.kill('SIGINT'), 300);
    });
    const { code, err } = await ended;
    expect(err).toMatch(/Stopping after the work in hand/);
    expect(err).toMatch(/\[E_ABORTED\]/);
    expect(code).toBe(1);
  });
});

describe('minga used wrongly', () => {
  test.each([
    [['run'], 2, /missing required argument/],
    [['dance'], 2, /unknown command/],
    [['run', 'nothing.yaml'], 1, /no plan at nothing.yaml.*E_FILE_MISSING/],
    [['report', 'runs/nothing'], 1, /E_RUN/],
  ])('%j ends with %i and says why', async (args, expected, message) => {
    const { code, err } = await minga(...args);
    expect(err).toMatch(message);
    expect(code).toBe(expected);
  });

  test('a plan that does not fit ends with 2, names the line, and shows no stack trace', async () => {
    const plan = planFile(
      'wrong.yaml',
      'name: x\ndataset: { adapter: sample, folder: s }\nfuse: [soon]\n',
    );
    const { code, err } = await minga('run', plan);
    expect(code).toBe(2);
    expect(err).toMatch(/wrong.yaml line 3: fuse.0/);
    expect(err).not.toMatch(/ at .*\.ts:/);
  });

  test('a table with a duplicate id stops before anything is encoded', async () => {
    mkdirSync(join(folder, 'pictures'), { recursive: true });
    writeFileSync(join(folder, 'cases.csv'), 'id,file,label\na,a.jpg,x\na,b.jpg,y\n');
    const plan = planFile(
      'duplicate.yaml',
      'name: d\ndataset:\n  adapter: table\n  table: cases.csv\n  images: pictures\n' +
        '  columns: { id: id, image: file, label: label }\n',
    );
    const { code, err } = await minga('run', plan);
    expect(code).toBe(1);
    expect(err).toMatch(/E_DUPLICATE_ID/);
  });

  test('a model folder that is not one is named with what it lacks', async () => {
    mkdirSync(join(folder, 'model'), { recursive: true });
    const plan = planFile('model.yaml', `${small('model')}encode: { image: [model] }\n`);
    const { code, err } = await minga('run', plan);
    expect(code).toBe(1);
    expect(err).toMatch(/config.json.*E_MODEL/s);
  });

  test('--help and --version end with 0', async () => {
    expect(await minga('--help')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/demo.*run.*embed/s),
    });
    expect(await minga('--version')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+/),
    });
  });
});
