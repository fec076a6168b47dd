import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noise } from '../../download/fixture/test-server.ts';
import { type ZipEntry, zipFile } from './fixture/zip-file.ts';
import { type UnpackedFile, unpackArchive } from './unpack-archive.ts';

let folder: string;
let root: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-unpack-'));
  root = join(folder, 'root');
});
afterEach(() => rm(folder, { recursive: true }));

const rule = { folder: 'pictures', entries: /(?:^|\/)([^/]+\.jpg)$/ };
const good = { name: 'a.jpg', content: noise(50_000, 1) };

async function unpack(archive: Buffer, entries = rule.entries): Promise<UnpackedFile[]> {
  const path = join(folder, 'archive.zip');
  await writeFile(path, archive);
  const files: UnpackedFile[] = [];
  await unpackArchive(
    root,
    path,
    { ...rule, entries },
    {
      onFile: async file => {
        files.push(file);
      },
    },
  );
  return files;
}

const made = () => readdir(join(root, 'pictures')).catch(() => []);

describe('unpackArchive', () => {
  it('puts what is wanted in place, stored or deflated, whichever folder it lies in', async () => {
    const text = Buffer.from('a text that deflates '.repeat(200));
    const files = await unpack(
      zipFile([
        good,
        { name: 'deep/er/', content: Buffer.alloc(0), mode: 0o040755 },
        { name: 'deep/er/b.jpg', content: text, deflate: true },
        { name: 'readme.txt', content: text },
        { name: '__MACOSX/._a.jpg', content: text },
        { name: 'empty.jpg', content: Buffer.alloc(0) },
      ]),
    );
    expect(files.map(({ path }) => path)).toEqual([
      'pictures/a.jpg',
      'pictures/b.jpg',
      'pictures/empty.jpg',
    ]);
    expect(files[1]).toMatchObject({
      bytes: text.length,
      sha256: createHash('sha256').update(text).digest('hex'),
    });
    expect(text.equals(await readFile(join(root, 'pictures', 'b.jpg')))).toBe(true);
    expect(await made()).toHaveLength(3);
    if (process.platform !== 'win32') {
      expect((await stat(join(root, 'pictures', 'a.jpg'))).mode & 0o777).toBe(0o600);
    }
  });

  it('keeps the folders that a rule keeps', async () => {
    const reports = /^(files\/p\d+\/s\d+\.txt)$/;
    await unpack(zipFile([{ ...good, name: 'files/p10/s1.txt' }]), reports);
    expect(existsSync(join(root, 'pictures', 'files', 'p10', 's1.txt'))).toBe(true);
  });

  const hostile: [string, ZipEntry[]][] = [
    ['a name that climbs out', [good, { ...good, name: '../evil.jpg' }]],
    ['a name that climbs out in the middle', [good, { ...good, name: 'x/../../evil.jpg' }]],
    ['an absolute name', [good, { ...good, name: '/tmp/evil.jpg' }]],
    ['a drive', [good, { ...good, name: 'C:/evil.jpg' }]],
    ['a backslash', [good, { ...good, name: '..\\evil.jpg' }]],
    ['a device of Windows', [good, { ...good, name: 'nul.jpg' }]],
    ['a control character', [good, { ...good, name: 'a\u0001.jpg' }]],
    ['a symbolic link', [good, { ...good, name: 'link.jpg', mode: 0o120777 }]],
    ['a device', [good, { ...good, name: 'device.jpg', mode: 0o060644 }]],
    ['an unwanted symbolic link', [good, { ...good, name: 'link', mode: 0o120777 }]],
    ['one name twice', [good, { ...good, name: 'folder/a.jpg' }]],
    ['names that differ in case', [good, { ...good, name: 'A.JPG'.replace('JPG', 'jpg') }]],
    ['an encrypted entry', [good, { ...good, name: 'b.jpg', encrypted: true }]],
    ['an entry that claims gigabytes', [good, { ...good, name: 'b.jpg', claims: 3_000_000_000 }]],
    ['nothing that is wanted', [{ ...good, name: 'a.txt' }]],
    ['no entry at all', []],
  ];
  it.each(hostile)('writes nothing of an archive with %s', async (_, entries) => {
    await expect(unpack(zipFile(entries))).rejects.toMatchObject({ code: 'E_ARCHIVE' });
    expect(await made()).toEqual([]);
    expect(await readdir(folder)).not.toContain('evil.jpg');
  });

  it('writes nothing of a bomb, which claims far more than it has', async () => {
    const zeros = Buffer.alloc(20 * 2 ** 20);
    const bomb = Array.from({ length: 5 }, (_, i) => ({
      name: `${i}.jpg`,
      content: zeros,
      deflate: true,
    }));
    await expect(unpack(zipFile(bomb))).rejects.toThrow(/more than 30 times.*\[E_ARCHIVE\]/);
    expect(await made()).toEqual([]);
  });

  it.each([
    ['more than it claims', { claims: 10 }],
    ['less than it claims', { claims: 60_000 }],
    ['another CRC-32 than it claims', { crc: 7 }],
  ])('leaves no file of an entry that holds %s', async (_, lie) => {
    const entry = { ...good, deflate: true, ...lie };
    await expect(unpack(zipFile([entry]))).rejects.toMatchObject({ code: 'E_ARCHIVE' });
    expect(await made()).toEqual([]);
  });

  it('refuses what is cut off or was never an archive', async () => {
    const whole = zipFile([good, { ...good, name: 'b.jpg' }]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async bytes => {
        await expect(unpack(whole.subarray(0, bytes))).rejects.toMatchObject({ code: 'E_ARCHIVE' });
      }),
      { numRuns: 20 },
    );
  });

  it('never writes outside its folder nor throws anything else, whatever byte is changed', async () => {
    const whole = zipFile([{ name: 'a.jpg', content: Buffer.from('abc'), deflate: true }]);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: whole.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const changed = Buffer.from(whole);
          changed[at] ^= change;
          const failed = await unpack(changed).catch((error: unknown) => error);
          if (!Array.isArray(failed)) expect(failed).toMatchObject({ code: 'E_ARCHIVE' });
          expect((await readdir(folder)).sort().slice(0, 2)).toEqual(
            existsSync(root) ? ['archive.zip', 'root'] : ['archive.zip'],
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
