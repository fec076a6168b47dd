import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeImage } from '../image.ts';
import { deidentifyFolder, noGuarantee, openSecret, reportName } from './index.ts';

let root = '';
let folder = '';
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'minga-deidentify-'));
  folder = join(root, 'in');
  await mkdir(join(folder, 'Nadie_Persona'), { recursive: true });
  const picture = sharp({ create: { width: 9, height: 7, channels: 3, background: '#a05040' } });
  const marked = picture.clone().withExif({ IFD0: { Artist: 'Ana Silva' } });
  await writeFile(join(folder, 'Nadie_Persona', 'left.jpg'), await marked.jpeg().toBuffer());
  await writeFile(join(folder, 'plain.png'), await picture.png().toBuffer());
  await writeFile(join(folder, 'notes.txt'), 'Nadie Persona');
  await writeFile(join(folder, 'web.webp'), await picture.webp().toBuffer());
  await writeFile(join(folder, 'scan.dcm'), await dicom());
  await symlink(join(folder, 'plain.png'), join(folder, 'link.png'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const key = new Uint8Array(32).fill(3);

async function dicom(): Promise<Buffer> {
  const golden = new URL('../picture/golden/syntaxes.json', import.meta.url);
  const [{ file }] = JSON.parse(await readFile(golden, 'utf8'));
  return Buffer.from(file, 'base64');
}

async function everything(place: string): Promise<Record<string, string>> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  return Object.fromEntries(
    await Promise.all(
      files.map(async entry => {
        const path = join(entry.parentPath, entry.name);
        return [
          path,
          createHash('sha256')
            .update(await readFile(path))
            .digest('hex'),
        ];
      }),
    ),
  );
}

describe('a folder', () => {
  it('is copied without what identifies, under other names, and stays as it was', async () => {
    const before = await everything(folder);
    const out = join(root, 'out');
    const report = await deidentifyFolder(folder, out, { key });
    expect(await everything(folder)).toEqual(before);
    expect(report.written).toEqual({ dicom: 1, jpeg: 1, png: 1 });
    expect(report.leftOut.map(({ path }) => path)).toEqual(['notes.txt', 'web.webp']);
    expect(report.metadata['person-in-exif']).toBe(1);
    const copies = Object.keys(await everything(out));
    expect(copies).toHaveLength(4);
    for (const path of copies) {
      expect(path).not.toMatch(/Nadie|left|plain|scan/);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await readFile(path)).toString('latin1')).not.toMatch(/Nadie|Silva/);
    }
    const jpeg = copies.find(path => path.endsWith('.jpg')) ?? '';
    const source = await readFile(join(folder, 'Nadie_Persona', 'left.jpg'));
    expect(await decodeImage(await readFile(jpeg))).toEqual(await decodeImage(source));
  });

  it('has a report of counts and of what must be looked at, without a value or an old name', async () => {
    const out = join(root, 'out');
    await deidentifyFolder(folder, out, { key });
    const text = await readFile(join(out, reportName), 'utf8');
    expect(text).not.toMatch(/Nadie|Silva|notes|left\.jpg/);
    const report = JSON.parse(text);
    expect(report.note).toBe(noGuarantee);
    expect(report.leftOut).toBe(2);
    expect(report.attributes).toContainEqual({
      tag: '0010,0010',
      keyword: 'PatientName',
      action: 'replaced',
      values: 1,
    });
  });

  it('keeps names where that is asked for, and gives the same copies with the same key', async () => {
    const [first, second, other] = ['a', 'b', 'c'].map(name => join(root, name));
    await deidentifyFolder(folder, first, { key, keepNames: true });
    expect((await readdir(first)).sort()).toEqual([
      'Nadie_Persona',
      reportName,
      'plain.png',
      'scan.dcm',
    ]);
    await deidentifyFolder(folder, second, { key, keepNames: true });
    const copy = (place: string) => readFile(join(place, 'scan.dcm'));
    expect((await copy(first)).equals(await copy(second))).toBe(true);
    await deidentifyFolder(folder, other, { key: new Uint8Array(32).fill(4), keepNames: true });
    expect((await copy(first)).equals(await copy(other))).toBe(false);
  });

  it('is never written into, nor over what is there', async () => {
    const inside = join(folder, 'out');
    await expect(deidentifyFolder(folder, inside, { key })).rejects.toThrow(/E_OPTION/);
    await expect(deidentifyFolder(folder, root, { key })).rejects.toThrow(/E_OPTION/);
    await expect(deidentifyFolder(folder, folder, { key })).rejects.toThrow(/E_OPTION/);
    const full = join(root, 'full');
    await mkdir(full);
    await writeFile(join(full, 'file'), '');
    await expect(deidentifyFolder(folder, full, { key })).rejects.toThrow(/not empty.*E_OPTION/);
    await expect(deidentifyFolder(join(root, 'none'), full, { key })).rejects.toThrow(
      /E_FILE_MISSING/,
    );
  });

  it('is left where the signal aborts', async () => {
    const abort = new AbortController();
    const onProgress = () => abort.abort();
    const out = join(root, 'out');
    await expect(
      deidentifyFolder(folder, out, { key, signal: abort.signal, onProgress }),
    ).rejects.toThrow(/E_ABORTED/);
    expect(await readdir(out)).not.toContain(reportName);
  });
});

describe('the secret', () => {
  it('is made once, for its owner only, and is the same afterwards', async () => {
    const path = join(root, 'deep', 'key');
    const made = await openSecret(path, {});
    expect(made.from).toBe('new file');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await openSecret(path, {})).toEqual({ key: new Uint8Array(made.key), from: 'file' });
  });

  it('comes from the environment first, and must be a key', async () => {
    const path = join(root, 'key');
    const given = { MINGA_DEIDENTIFY_KEY: '01'.repeat(32) };
    expect(await openSecret(path, given)).toEqual({
      key: new Uint8Array(32).fill(1),
      from: 'environment',
    });
    await expect(openSecret(path, { MINGA_DEIDENTIFY_KEY: 'abc' })).rejects.toThrow(/E_OPTION/);
    await writeFile(path, 'no key');
    await expect(openSecret(path, {})).rejects.toThrow(/E_OPTION/);
  });
});
