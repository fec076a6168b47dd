import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEmbeddings, writeEmbeddings } from '../src/store/exchange/index.ts';
import { contentKey } from '../src/store/index.ts';
import { Matrix } from '../src/tensor/index.ts';

const page = readFileSync(new URL('../docs/python.md', import.meta.url), 'utf8');
const python = findPython();
if (python === null) {
  console.warn(
    'SKIPPED: no Python with numpy, pandas, pyarrow and safetensors; docs/python.md is not run (set PEER_PYTHON)',
  );
}

function findPython(): string | null {
  const places = [process.env.PEER_PYTHON, '/opt/peer/venv/bin/python', 'python3'];
  const needed = 'import numpy, pandas, pyarrow, safetensors.numpy';
  return places.find(place => place && spawnSync(place, ['-c', needed]).status === 0) ?? null;
}

/** The page's blocks of one kind, in order. */
function blocks(kind: 'read' | 'write'): string[] {
  return [...page.matchAll(/```python (\w+)\n([\s\S]*?)```/g)]
    .filter(([, own]) => own === kind)
    .map(([, , code]) => code);
}

// More numbers than one row group takes; every one exact in float16.
const rows = 2100;
const columns = 600;
const ids = Array.from({ length: rows }, (_, i) => `ñ🩺-${i}`);
const expected = `
import numpy
_ids = [f"ñ🩺-{i}" for i in range(${rows})]
_vectors = (numpy.arange(${rows})[:, None] * 7 + numpy.arange(${columns})) % 101 / 8
`;
const vectors = new Matrix(
  rows,
  columns,
  Float32Array.from(
    { length: rows * columns },
    (_, at) => ((Math.floor(at / columns) * 7 + (at % columns)) % 101) / 8,
  ),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'minga-python-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** pyarrow's threads may abort an interpreter that tidies up behind a script that succeeded. */
const leave = 'import os, sys\nsys.stdout.flush()\nos._exit(0)';

function run(code: string): string {
  const { stdout, stderr, status } = spawnSync(python ?? '', ['-c', `${code}\n${leave}`], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim();
}

describe.skipIf(python === null)('docs/python.md', () => {
  test('has blocks of both kinds and no other Python', () => {
    expect(blocks('read')).toHaveLength(5);
    expect(blocks('write')).toHaveLength(4);
    expect(page.match(/```python/g)).toHaveLength(9);
  });

  describe.each(['float32', 'float16'] as const)('from Minga to Python in %s', precision => {
    beforeAll(async () => {
      const keys = ids.map(id => contentKey(id));
      const table = { ids, keys, vectors, metadata: { model: 'demo' } };
      for (const ending of ['parquet', 'npy', 'safetensors']) {
        await writeEmbeddings(join(folder, `vectors.${ending}`), table, { precision });
      }
      const records = ids.map(id => `${id},naevus`);
      writeFileSync(join(folder, 'records.csv'), ['image_id,kind', ...records].join('\n'));
    });

    test.each(blocks('read'))('%s', block => {
      const said = run(`${expected}\n${block}
assert list(ids) == _ids, list(ids)[:3]
assert vectors.dtype == "${precision}", vectors.dtype
assert vectors.shape == _vectors.shape, vectors.shape
assert (vectors == _vectors).all()
print("same")`);
      expect(said).toBe('same');
    });
  });

  test('keys and metadata are the same in every format', () => {
    const said = run(`
import hashlib, numpy, pandas, pyarrow.parquet, safetensors
key = hashlib.sha256("ñ🩺-5".encode()).digest()
assert pandas.read_parquet("vectors.parquet")["key"][5] == key.hex()
assert numpy.load("vectors.keys.npy")[5].tobytes() == key
with safetensors.safe_open("vectors.safetensors", "np") as file:
    assert file.get_tensor("keys")[5].tobytes() == key
    assert file.metadata() == {"model": "demo"}
assert pyarrow.parquet.read_schema("vectors.parquet").metadata[b"model"] == b"demo"
print(pyarrow.parquet.ParquetFile("vectors.parquet").num_row_groups)`);
    expect(said).toBe('2');
  });

  test('odd widths: one number a row, rows of no even length', async () => {
    for (const [name, width] of [
      ['one', 1],
      ['odd', 7],
    ] as const) {
      const own = Matrix.fromRows(
        [1, 2, 3].map(i => Array.from({ length: width }, (_, j) => i + j)),
      );
      const table = { ids: ['a', 'b', 'c'], keys: null, vectors: own, metadata: {} };
      for (const ending of ['parquet', 'safetensors']) {
        await writeEmbeddings(join(folder, `${name}.${ending}`), table, { precision: 'float16' });
      }
      const said = run(`
import numpy, pandas, safetensors.numpy
a = numpy.stack(pandas.read_parquet("${name}.parquet")["vector"])
t = safetensors.numpy.load_file("${name}.safetensors")
assert t["ids"].view("U1")[:, 0].tolist() == ["a", "b", "c"]
print(a.tolist() == t["vectors"].tolist(), a.ravel().astype(int).tolist())`);
      expect(said).toBe(`True [${[...own.data].join(', ')}]`);
    }
  });

  test('from Python to Minga', async () => {
    run(
      `${expected}\nids, vectors = _ids, _vectors.astype("float32")\n${blocks('write').join('\n')}`,
    );
    for (const name of ['lists.parquet', 'columns.parquet', 'made.npy', 'made.safetensors']) {
      expect(existsSync(join(folder, name))).toBe(true);
      const read = await readEmbeddings(join(folder, name));
      expect(read.ids).toEqual(ids);
      expect(Buffer.from(read.vectors.data.buffer).equals(Buffer.from(vectors.data.buffer))).toBe(
        true,
      );
    }
  });
});
