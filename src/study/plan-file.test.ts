import { describe, expect, test } from 'vitest';
import { parsePlan, readPlan } from './plan-file.ts';

const minimal = 'name: small\ndataset: { adapter: sample, folder: sample }\n';

function refusal(text: string): string {
  try {
    parsePlan(text, 'plan.yaml');
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return 'accepted';
}

describe('a plan', () => {
  test('needs a name and a data set; the rest has defaults', () => {
    const plan = parsePlan(minimal);
    expect(plan.align).toEqual([{ kind: 'none' }]);
    expect(plan.fuse.map(({ name }) => name)).toEqual(['image', 'text', 'linear', 'early', 'late']);
    expect(plan.train.seeds).toEqual([0, 1, 2, 3, 4]);
    expect(plan.report.folder).toBe('runs/small');
    expect(plan.split).toMatchObject({ test: 0.2, validation: 0.1, seed: 0 });
  });

  test('writes shorthands out, once each', () => {
    const plan = parsePlan(
      `${minimal}align: [none, { shift: { lambda: [0, 1, 1] } }, { shift: { lambda: 0.5 } }, none]\n` +
        'fuse: [early, { early: { hidden: 256 } }, { early: { hidden: 128 } }]\n' +
        'train: { seeds: [7, 7, 9] }\n',
    );
    expect(plan.align).toEqual([
      { kind: 'none' },
      { kind: 'shift', lambda: 0, dimensions: 'interpolate' },
      { kind: 'shift', lambda: 1, dimensions: 'interpolate' },
      { kind: 'shift', lambda: 0.5, dimensions: 'interpolate' },
    ]);
    expect(plan.fuse).toEqual([
      { name: 'early', hidden: 128, dropout: 0.2 },
      { name: 'early', hidden: 256, dropout: 0.2 },
    ]);
    expect(plan.train.seeds).toEqual([7, 9]);
  });

  test('names encoders by a word, a folder with options, or what makes the vectors', () => {
    const { encode, store } = parsePlan(
      `${minimal}encode:\n  image: [builtin, { model: ../m, precision: int8, name: small }, { imported: dino }]\n` +
        '  text: [tabular, { tabular: { maxCategories: 4 }, name: few }, { gguf: llama.gguf, pooling: last }]\n' +
        '  input: { centerCrop: { width: 224, height: 224 } }\n  memory: 512\n' +
        'store: { precision: float16, encrypt: true }\n',
    );
    expect(encode.image).toEqual([
      { model: 'builtin' },
      { model: '../m', precision: 'int8', name: 'small' },
      { imported: 'dino' },
    ]);
    expect(encode.text).toMatchObject([
      { tabular: { maxCategories: 32 } },
      { tabular: { maxCategories: 4 }, name: 'few' },
      { gguf: 'llama.gguf', pooling: 'last' },
    ]);
    expect(encode.memory).toBe(512);
    expect(store).toEqual({ folder: '.minga/store', precision: 'float16', encrypt: true });
    expect(parsePlan(minimal).store).toEqual({
      folder: '.minga/store',
      precision: 'float32',
      encrypt: false,
    });
  });

  test('sends no record off the machine unless it says so', () => {
    const endpoint = '{ endpoint: "http://10.0.0.1/v1", model: m }';
    const { encode } = parsePlan(`${minimal}encode: { text: [${endpoint}] }\n`);
    expect(encode.text).toMatchObject([{ model: 'm', allowRemote: false }]);
  });

  test('the plans in the repository are plans', async () => {
    const plan = await readPlan('plans/ham10000.yaml');
    expect(plan.name).toBe('ham10000');
  });
});

describe('how linear heads are trained', () => {
  const linear = (train: string) => parsePlan(`${minimal}train: ${train}\n`).train.linear;
  test('goes to the minimum where the loss is convex, by steps elsewhere', () => {
    expect(linear('{}')).toBe('lbfgs');
    expect(linear('{ loss: focal, gamma: 0 }')).toBe('lbfgs');
    expect(linear('{ loss: focal }')).toBe('steps');
    expect(linear('{ labelSmoothing: 0.1 }')).toBe('steps');
  });
});

describe('a plan that does not fit is refused with the line, the key and what was expected', () => {
  test('a wrong value', () => {
    const message = refusal(`${minimal}train:\n  rate: fast\n`);
    expect(message).toMatch(/plan.yaml line 4: train.rate: .*number/);
    expect(message).toMatch(/\[E_PLAN\]$/);
  });

  test('an unknown key', () => {
    expect(refusal(`${minimal}trian: {}\n`)).toMatch(/Unrecognized key.*trian/);
  });

  test('an unknown aligner or head', () => {
    expect(refusal(`${minimal}align: [rotate]\n`)).toMatch(/line 3: align.0/);
    expect(refusal(`${minimal}fuse:\n  - early\n  - earlier\n`)).toMatch(/line 5: fuse.1/);
  });

  test('of what may be said in several ways, what was meant', () => {
    const message = refusal(`${minimal}baselines: [frozen]\n`);
    expect(message).toMatch(/line 3: baselines: 0: .*"frozen-uncached"\|"frozen-cached"/);
    expect(message).not.toMatch(/expected (object|string|record)/);
    expect(refusal(`${minimal}report: { language: fr }\n`)).toMatch(/report: language: .*"es"/);
  });

  test('an aligner without a name, and options that do not go together', () => {
    expect(refusal(`${minimal}align: [{}]\n`)).toMatch(/line 3: align.0.*name of an aligner/);
    expect(refusal(`${minimal}align: [{ shift: { lambda: 1, start: 0 } }]\n`)).toMatch(
      /align.0.shift.*belong to lambda: learned/,
    );
    for (const options of ['start: 3', 'start: 0, bounds: [0, 1]', 'bounds: [1, -1]']) {
      expect(refusal(`${minimal}align: [{ shift: { lambda: learned, ${options} } }]\n`)).toMatch(
        /align.0.shift.*between the bounds/,
      );
    }
    expect(refusal(`${minimal}align: [{ whiten: { shrinkage: 3 } }]\n`)).toMatch(/shrinkage/);
  });

  test('losses that do not go together, and a head without what it needs', () => {
    expect(refusal(`${minimal}train: { loss: focal, labelSmoothing: 0.1 }\n`)).toMatch(
      /line 3: train.labelSmoothing: .*beside focal/,
    );
    expect(refusal(`${minimal}train:\n  loss: focal\n  linear: lbfgs\n`)).toMatch(
      /line 5: train.linear: .*say steps/,
    );
    expect(refusal(`${minimal}fuse:\n  - early\n  - gated: { hidden: 0 }\n`)).toMatch(
      /line 5: fuse.1.gated: gated with hidden 0, expected a whole number 1/,
    );
  });

  test('an encoder with an option of another kind', () => {
    expect(refusal(`${minimal}encode: { image: [{ model: m, prefix: "x" }] }\n`)).toMatch(
      /encode.image.0.*prefix/,
    );
    expect(refusal(`${minimal}encode: { text: [{ gguf: m, precision: int8 }] }\n`)).toMatch(
      /encode.text.0/,
    );
    expect(refusal(`${minimal}store: { precision: float8 }\n`)).toMatch(/store.*float16/);
  });

  test('every problem at once', () => {
    const message = refusal(
      'name: a b\ndataset: { adapter: sample, folder: x }\nevaluate: { level: 2 }\n',
    );
    expect(message).toMatch(/line 1: name/);
    expect(message).toMatch(/line 3: evaluate.level/);
  });

  test('a file that is not YAML', () => {
    expect(refusal('name: [small\n')).toMatch(/plan.yaml line \d+: .*\[E_PLAN\]/s);
  });

  test('a file that is not there', async () => {
    await expect(readPlan('plans/nothing.yaml')).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });
});
