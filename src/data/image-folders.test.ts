import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageFolders } from './image-folders.ts';

let root = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-folders-'));
  await mkdir(join(root, 'images', 'deep'), { recursive: true });
  await mkdir(join(root, 'images', 'folder.jpg'));
  await mkdir(join(root, 'more'));
  const files = ['a.jpg', 'b.png', 'b.jpg', 'c.v2.jpg', 'deep/d.jpg'];
  for (const name of files) await writeFile(join(root, 'images', name), '');
  await writeFile(join(root, 'more', 'e.jpg'), '');
  await writeFile(join(root, 'secret.jpg'), '');
  await symlink(join(root, 'more', 'e.jpg'), join(root, 'images', 'linked.jpg'));
});

afterAll(() => rm(root, { recursive: true }));

describe('imageFolders', () => {
  const find = (name: string) => imageFolders([join(root, 'images'), join(root, 'more')])(name);

  it.each([
    ['a.jpg', 'images/a.jpg'],
    ['a', 'images/a.jpg'],
    ['c.v2', 'images/c.v2.jpg'],
    ['deep/d.jpg', 'images/deep/d.jpg'],
    ['deep/../a.jpg', 'images/a.jpg'],
    ['e.jpg', 'more/e.jpg'],
    ['linked.jpg', 'images/linked.jpg'],
  ])('finds %s', (name, path) => {
    expect(find(name)).toEqual({ path: join(root, path) });
  });

  it('takes an absolute path that lies within', () => {
    const path = join(root, 'images', 'a.jpg');
    expect(find(path)).toEqual({ path });
  });

  it.each(['none.jpg', 'b', 'folder.jpg', 'none/a.jpg', 'a.jpg/x', 'deep', 'nul\0.jpg', 'A.JPG'])(
    'does not find %j',
    name => {
      expect(find(name)).toEqual({ reason: `image "${name}" does not exist` });
    },
  );

  it.each([
    '../secret.jpg',
    '/etc/passwd',
    '.',
    '..',
    'deep/../../secret.jpg',
    '../images-2/a.jpg',
  ])('refuses %s, which leads out of the folders', name => {
    expect(find(name)).toEqual({ reason: `image "${name}" lies outside the image folder` });
  });
});
