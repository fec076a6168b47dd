import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  listen,
  noise,
  patience,
  refuse,
  sendAndCut,
  sendFile,
  stop,
} from '../../download/fixture/test-server.ts';
import { loadDataset } from '../adapters/registry.ts';
import { type FetchOptions, fetchDataset } from './fetch-dataset.ts';
import { type DataverseTestServer, startDataverse } from './fixture/dataverse-server.ts';
import { zipFile } from './fixture/zip-file.ts';
import { verifyDataset } from './verify-dataset.ts';

const rows = Array.from({ length: 12 }, (_, i) => ({
  image: `ISIC_${String(24306 + i).padStart(7, '0')}`,
  lesion: `HAM_${String(i).padStart(7, '0')}`,
  label: i % 2 === 0 ? 'nv' : 'mel',
}));
const csv = Buffer.from(
  ['lesion_id,image_id,dx,dx_type,age,sex,localization']
    .concat(rows.map(row => `${row.lesion},${row.image},${row.label},histo,50.0,male,back`))
    .join('\n'),
);
const tab = Buffer.from(csv.toString().replaceAll(',', '\t').replaceAll('nv', '"nv"'));
const pictures = (from: number, to: number) =>
  rows.slice(from, to).map(({ image }, i) => ({
    name: `${image}.jpg`,
    content: noise(40_000, from + i),
  }));

let server: DataverseTestServer;
let root: string;
beforeEach(async () => {
  server = await startDataverse('doi:10.7910/DVN/DBW86T', [
    { label: 'HAM10000_images_part_1.zip', content: zipFile(pictures(0, 6)) },
    { label: 'HAM10000_images_part_2.zip', content: zipFile(pictures(6, 12)) },
    { label: 'HAM10000_metadata.tab', content: tab, original: csv },
    { label: 'HAM10000_segmentations_lesion_tschandl.zip', content: noise(100, 1) },
  ]);
  root = join(await mkdtemp(join(tmpdir(), 'minga-fetch-')), 'ham10000');
});
afterEach(async () => {
  await server.close();
  await rm(join(root, '..'), { recursive: true });
});

const fetchIt = (options: FetchOptions = {}) =>
  fetchDataset('ham10000', {
    root,
    mirror: server.url,
    acceptTerms: true,
    environment: {},
    patience,
    ...options,
  });
const asked = (file: number) =>
  server.seen.filter(({ url }) => url.startsWith(`/api/access/datafile/${100 + file}`));

describe('fetchDataset from a Dataverse', () => {
  it('makes the layout that the adapter reads, and keeps no archive', async () => {
    const { manifest } = await fetchIt();
    expect((await readdir(root)).sort()).toEqual([
      'HAM10000_images_part_1',
      'HAM10000_images_part_2',
      'HAM10000_metadata.csv',
      'minga-data.jsonl',
    ]);
    expect(manifest.files).toHaveLength(13);
    expect(manifest.archives.map(({ entries }) => entries)).toEqual([6, 6]);
    expect((await verifyDataset(root)).sound).toBe(true);
    const dataset = await loadDataset({ adapter: 'ham10000', root });
    expect(dataset.samples).toHaveLength(12);
    expect(dataset.skipped).toEqual([]);
  });

  it('takes the table as it was uploaded, not as Dataverse keeps it', async () => {
    await fetchIt();
    expect(csv.equals(await readFile(join(root, 'HAM10000_metadata.csv')))).toBe(true);
    expect(asked(2)[0].url).toBe('/api/access/datafile/102?format=original');
    expect(asked(0)[0].url).toBe('/api/access/datafile/100');
  });

  it('takes the table where it was never taken in, and archives of the other name', async () => {
    server.files[2] = { label: 'HAM10000_metadata', content: csv };
    server.files[0] = { ...server.files[0], label: 'HAM10000_images_part1.zip' };
    expect((await fetchIt()).manifest.files).toHaveLength(13);
  });

  it('downloads no archive again whose pictures are there, and one whose picture is lost', async () => {
    await fetchIt();
    server.seen.length = 0;
    await fetchIt();
    expect([...asked(0), ...asked(1)]).toEqual([]);
    await rm(join(root, 'HAM10000_images_part_2', `${rows[7].image}.jpg`));
    await fetchIt();
    expect([asked(0).length, asked(1).length]).toEqual([0, 1]);
    expect((await verifyDataset(root)).sound).toBe(true);
  });

  it('goes on within an archive, and within its unpacking', async () => {
    const stopper = new AbortController();
    let times = 2;
    server.respond = (request, response, usual) => {
      if (!request.url?.endsWith('/100') || times-- <= 0) return usual();
      sendAndCut(request, response, server.files[0].content, 50_000);
    };
    const stopAt = (done: number) => done === 3 && stopper.abort();
    let unpacking = false;
    const onEvent: FetchOptions['onEvent'] = event => {
      if (event.kind === 'stage') unpacking = event.name.startsWith('Unpacking');
      if (unpacking && event.kind === 'progress') stopAt(event.done);
    };
    const broken = fetchIt({ signal: stopper.signal, onEvent });
    await expect(broken).rejects.toThrow(/while it was unpacked.*\[E_ABORTED\]/);
    const ranges = asked(0).map(({ range }) => range);
    expect(ranges).toHaveLength(3);
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
    expect(await readdir(join(root, 'HAM10000_images_part_1'))).toHaveLength(3);
    server.seen.length = 0;
    await fetchIt();
    expect([...asked(0), ...asked(1)]).toEqual([]);
    expect((await readdir(root)).some(name => name.endsWith('.zip'))).toBe(false);
    expect((await verifyDataset(root)).sound).toBe(true);
  });

  it('follows to where the files are stored', async () => {
    const store = createServer((request, response) =>
      sendFile(request, response, server.files[0].content),
    );
    const address = await listen(store);
    server.respond = (request, response, usual) =>
      request.url?.endsWith('/100')
        ? refuse(response, 303, { location: `${address}/bucket?signature=1` })
        : usual();
    await fetchIt();
    expect((await verifyDataset(root)).sound).toBe(true);
    await stop(store);
  });

  it('does not unpack an archive of another checksum', async () => {
    const { content } = server.files[0];
    const wrong = Buffer.from(content);
    wrong[500] ^= 1;
    server.respond = (request, response, usual) =>
      request.url?.endsWith('/100') ? sendFile(request, response, wrong) : usual();
    await expect(fetchIt()).rejects.toMatchObject({ code: 'E_CHECKSUM' });
    expect(existsSync(join(root, 'HAM10000_images_part_1'))).toBe(false);
  });

  it('does not unpack a hostile archive, whatever its checksum', async () => {
    server.files[0] = {
      label: 'HAM10000_images_part_1.zip',
      content: zipFile([...pictures(0, 1), { name: '../../evil.jpg', content: csv }]),
    };
    await expect(fetchIt()).rejects.toMatchObject({ code: 'E_ARCHIVE' });
    expect(existsSync(join(root, 'minga-data.jsonl'))).toBe(false);
    expect(await readdir(join(root, '..'))).toEqual(['ham10000']);
  });

  it.each([
    ['lacks a file', (files: DataverseTestServer['files']) => files.slice(1), /has no file for/],
    [
      'restricts one',
      ([first, ...others]: DataverseTestServer['files']) => [
        { ...first, restricted: true },
        ...others,
      ],
      /a restricted file/,
    ],
    [
      'has one twice',
      (files: DataverseTestServer['files']) => [...files, files[0]],
      /more than one file/,
    ],
  ])('says so where the data set %s', async (_, change, words) => {
    server.files = change(server.files);
    await expect(fetchIt()).rejects.toThrow(words);
    await expect(fetchIt()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
  });

  it.each([
    ['{"status":"ERROR"}', /the answer of a Dataverse.*\[E_DOWNLOAD\]/],
    [
      '{"data":{"latestVersion":{"files":[{"label":"HAM10000_metadata","dataFile":{"id":1,"md5":"zz"}}]}}}',
      /checksum "MD5 zz".*\[E_DOWNLOAD\]/,
    ],
  ])('refuses the listing %s', async (text, words) => {
    server.respond = (_, response) => response.end(text);
    await expect(fetchIt()).rejects.toThrow(words);
  });

  it('says what to do where Dataverse wants something first', async () => {
    server.respond = (request, response, usual) =>
      request.url?.includes('/access/') ? refuse(response, 400) : usual();
    await expect(fetchIt()).rejects.toThrow(/guestbook.*docs\/fetching\.md.*\[E_DOWNLOAD\]/);
  });
});
