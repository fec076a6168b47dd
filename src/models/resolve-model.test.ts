import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isSafePath } from '../download/index.ts';
import { isModelId } from './model-id.ts';
import { modelFolder, modelsFolder } from './models-folder.ts';
import { nearestId } from './nearest-id.ts';
import { resolveModel } from './resolve-model.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-models-'));
  const pulled = modelFolder(folder, 'Xenova/dinov2-small');
  await mkdir(pulled, { recursive: true });
  await writeFile(join(pulled, 'minga-model.json'), '{}');
  await mkdir(modelFolder(folder, 'clinic/half'), { recursive: true });
});
afterAll(() => rm(folder, { recursive: true }));

describe('modelsFolder', () => {
  it.each<[Record<string, string>, NodeJS.Platform, string]>([
    [{ MINGA_MODELS: '/data/models', HOME: '/home/a' }, 'linux', '/data/models'],
    [{ XDG_CACHE_HOME: '/cache', HOME: '/home/a' }, 'linux', '/cache/minga/models'],
    [{ HOME: '/home/a' }, 'linux', '/home/a/.cache/minga/models'],
    [{ HOME: '/Users/a' }, 'darwin', '/Users/a/Library/Caches/minga/models'],
    [{ LOCALAPPDATA: '/local' }, 'win32', '/local/minga/models'],
    [{ USERPROFILE: '/a' }, 'win32', '/a/AppData/Local/minga/models'],
  ])('of %o on %s is %s', (environment, platform, expected) => {
    expect(modelsFolder(environment, platform).split(sep).join('/')).toBe(expected);
  });
});

describe('resolveModel', () => {
  it('leaves a path that exists as it is', async () => {
    expect(await resolveModel(folder, { folder })).toBe(folder);
  });

  it('finds a pulled model by its own id and by the id that it was pulled from', async () => {
    const expected = join(folder, 'Xenova', 'dinov2-small');
    expect(await resolveModel('facebook/dinov2-small', { folder })).toBe(expected);
    expect(await resolveModel('Xenova/dinov2-small', { folder })).toBe(expected);
  });

  it.each([
    ['facebook/dinov2-base', /minga models pull facebook\/dinov2-base.*347 MB/],
    ['facebook\\dinov2', /no model at/],
    ['facebook/dinov2-smal', /did you mean facebook\/dinov2-small/],
    ['dinov2-bas', /did you mean facebook\/dinov2-base/],
    ['google/medsiglip-448', /no ONNX export/],
    ['clinic/half', /its pull did not end.*minga models pull clinic\/half/],
    ['someone/some-other-thing', /minga models pull someone\/some-other-thing/],
    ['../../nowhere/at/all', /no model at/],
    ['a\0b', /no model at/],
  ])('says of %j what to do', async (name, words) => {
    await expect(resolveModel(name, { folder })).rejects.toThrow(words);
    await expect(resolveModel(name, { folder })).rejects.toMatchObject({ code: 'E_MODEL' });
  });
});

describe('ids and paths from elsewhere', () => {
  const hostile = fc.array(
    fc.constantFrom('a', '..', '.', '/', '\\', 'C:', '\0', ' ', 'nul', '-', '~', '%2e', '.git'),
    { maxLength: 6 },
  );
  const staysIn = (path: string) => {
    const way = relative('/root', path);
    return way !== '..' && !way.startsWith('../') && !way.startsWith('/');
  };

  it('never lead out of the folder', () => {
    fc.assert(
      fc.property(hostile, parts => {
        const text = parts.join('');
        if (isModelId(text)) expect(staysIn(modelFolder('/root', text))).toBe(true);
        if (isSafePath(text)) {
          expect(staysIn(join('/root', text))).toBe(true);
          expect(text).not.toMatch(/[\\:\0]|(^|\/)\.{1,2}(\/|$)/);
        }
      }),
    );
  });
});

describe('nearestId', () => {
  const ids = ['facebook/dinov2-small', 'facebook/dinov2-base', 'openai/clip-vit-base-patch32'];
  it.each([
    ['facebook/dinov2-bsae', 'facebook/dinov2-base'],
    ['DINOV2-SMALL', 'facebook/dinov2-small'],
    ['clip-vit-base-patch3', 'openai/clip-vit-base-patch32'],
    ['entirely/other', undefined],
    ['', undefined],
  ])('of %j is %s', (wanted, id) => {
    expect(nearestId(wanted, ids)).toBe(id);
  });
});
