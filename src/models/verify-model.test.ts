import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pinFolder, verifyModel } from './verify-model.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-verify-'));
  await mkdir(join(folder, 'onnx'));
  await writeFile(join(folder, 'config.json'), '{}');
  await writeFile(join(folder, 'onnx', 'model.onnx'), 'weights');
});
afterEach(() => rm(folder, { recursive: true }));

describe('verifyModel', () => {
  it('finds a folder sound that was just pinned', async () => {
    const { files } = await pinFolder(folder);
    expect(files.map(({ path, known }) => [path, known])).toEqual([
      ['config.json', 'folder'],
      ['onnx/model.onnx', 'folder'],
    ]);
    expect(await verifyModel(folder)).toMatchObject({ files: 2, sound: true });
  });

  it('lists what is missing, changed and extra', async () => {
    await pinFolder(folder);
    await rm(join(folder, 'config.json'));
    await writeFile(join(folder, 'onnx', 'model.onnx'), 'weightz');
    await writeFile(join(folder, 'onnx', 'model.onnx.part'), 'wei');
    expect(await verifyModel(folder)).toMatchObject({
      missing: ['config.json'],
      changed: ['onnx/model.onnx'],
      extra: ['onnx/model.onnx.part'],
      sound: false,
    });
  });

  it("compares a copy with the catalogue's pins", async () => {
    await writeFile(join(folder, 'model.safetensors'), 'not what is pinned');
    await pinFolder(folder, 'minishlab/potion-base-2M');
    expect((await verifyModel(folder)).changed).toEqual(['model.safetensors']);
  });

  it('tells how many bytes it hashed', async () => {
    await pinFolder(folder);
    let bytes = 0;
    await verifyModel(folder, {
      onBytes: done => {
        bytes = done;
      },
    });
    expect(bytes).toBe(9);
  });

  it('misses the manifest of a folder that has none', async () => {
    expect(await verifyModel(folder)).toMatchObject({
      missing: ['minga-model.json'],
      extra: ['config.json', 'onnx/model.onnx'],
      sound: false,
    });
    await expect(verifyModel(join(folder, 'none'))).rejects.toMatchObject({ code: 'E_MODEL' });
  });

  it('stops when it is interrupted', async () => {
    await pinFolder(folder);
    const signal = AbortSignal.abort();
    await expect(verifyModel(folder, { signal })).rejects.toMatchObject({ code: 'E_ABORTED' });
  });

  it.each(['', '[]', '{"format":2}', 'nonsense'])('refuses the manifest %j', async text => {
    await writeFile(join(folder, 'minga-model.json'), text);
    await expect(verifyModel(folder)).rejects.toMatchObject({ code: 'E_MODEL' });
  });

  it('refuses a manifest that names a file outside', async () => {
    await pinFolder(folder);
    const path = join(folder, 'minga-model.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('config.json', '../../etc/passwd'));
    await expect(verifyModel(folder)).rejects.toThrow(/leads out of the folder/);
  });
});

describe('pinFolder', () => {
  it('does not pin half a download', async () => {
    await writeFile(join(folder, 'onnx', 'model.onnx.part'), 'wei');
    await expect(pinFolder(folder)).rejects.toThrow(/half a download/);
  });
});
