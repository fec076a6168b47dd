import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
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
import { type FetchOptions, type FetchPreview, fetchDataset } from './fetch-dataset.ts';
import { account, type PhysioNetTestServer, startPhysioNet } from './fixture/physionet-server.ts';
import { verifyDataset } from './verify-dataset.ts';

const project = 'mbrset/1.0';
const picture = noise(400_000, 1);
const environment = {
  PHYSIONET_USERNAME: account.username,
  PHYSIONET_PASSWORD: account.password,
};

let server: PhysioNetTestServer;
let root: string;
beforeEach(async () => {
  server = await startPhysioNet({
    [project]: {
      'labels_mbrset.csv': Buffer.from('patient,file\n1,1.1.jpg\n'),
      'LICENSE.txt': Buffer.from('licence'),
      'images/1.1.jpg': picture,
      'images/1.2.jpg': noise(2000, 2),
      'images/é 3.jpg': noise(3000, 3),
    },
  });
  root = join(await mkdtemp(join(tmpdir(), 'minga-fetch-')), 'mbrset');
});
afterEach(async () => {
  await server.close();
  await rm(join(root, '..'), { recursive: true });
});

const fetchIt = (options: FetchOptions = {}) =>
  fetchDataset('mbrset', {
    root,
    mirror: server.url,
    acceptTerms: true,
    environment,
    patience,
    ...options,
  });
const place = (path: string) => join(root, ...path.split('/'));
const asked = (path: string) =>
  server.seen.filter(({ method, url }) => method === 'GET' && url.endsWith(path));

/** Breaks the line within the big picture, so many times. */
function cut(times: number): void {
  let left = times;
  server.respond = (request, response, usual) => {
    const big = request.url?.endsWith('1.1.jpg') && request.method === 'GET';
    if (!big || left-- <= 0) return usual();
    sendAndCut(request, response, picture, 100_000);
  };
}

describe('fetchDataset from PhysioNet', () => {
  it('brings every file that the list names, for its owner alone', async () => {
    const { manifest } = await fetchIt();
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'LICENSE.txt',
      'images/1.1.jpg',
      'images/1.2.jpg',
      'images/é 3.jpg',
      'labels_mbrset.csv',
    ]);
    expect(manifest.sources).toEqual(['https://physionet.org/files/mbrset/1.0/']);
    expect(manifest.mirror).toBe(server.url);
    const [, big] = manifest.files;
    expect(big.sha256).toBe(createHash('sha256').update(picture).digest('hex'));
    expect(picture.equals(await readFile(place('images/1.1.jpg')))).toBe(true);
    expect((await readdir(root)).sort()).toEqual([
      'LICENSE.txt',
      'images',
      'labels_mbrset.csv',
      'minga-data.jsonl',
    ]);
    expect((await verifyDataset(root)).sound).toBe(true);
  });

  it.runIf(process.platform !== 'win32')('lets nobody else read them', async () => {
    await fetchIt();
    for (const path of ['images/1.1.jpg', 'labels_mbrset.csv', 'minga-data.jsonl']) {
      expect((await stat(place(path))).mode & 0o777).toBe(0o600);
    }
    for (const path of ['.', 'images']) expect((await stat(place(path))).mode & 0o077).toBe(0);
  });

  it('says what it will download before it does, to the byte', async () => {
    const previews: FetchPreview[] = [];
    const events: unknown[] = [];
    await fetchIt({ onPreview: one => previews.push(one), onEvent: one => events.push(one) });
    const files = Object.values(server.projects[project]);
    const bytes = files.reduce((sum, content) => sum + content.length, 0);
    expect(previews).toMatchObject([{ files: 5, size: { bytes, exact: true }, root }]);
    expect(events[0]).toMatchObject({ kind: 'stage', unit: 'megabyte', total: 0.4 });
    expect(events.at(-1)).toEqual({ kind: 'progress', done: 0.4 });
  });

  it('reckons the size of many files from some of them', async () => {
    server.projects[project] = Object.fromEntries(
      Array.from({ length: 100 }, (_, i) => [`images/${i}.jpg`, noise(1000, i)]),
    );
    const previews: FetchPreview[] = [];
    await fetchIt({ onPreview: one => previews.push(one) });
    expect(previews[0].size).toEqual({ bytes: 100_000, exact: false });
    expect(server.seen.filter(({ method }) => method === 'HEAD')).toHaveLength(24);
  });

  it('stops before the first file where the disk has no room', async () => {
    server.respond = (request, response, usual) => {
      if (request.method !== 'HEAD') return usual();
      response.writeHead(200, { 'content-length': '4000000000000000' });
      response.end();
    };
    await expect(fetchIt()).rejects.toThrow(/MB are free.*--root.*\[E_DOWNLOAD\]/);
    expect(asked('.jpg')).toHaveLength(0);
  });

  it('goes on where a server knows no HEAD', async () => {
    server.respond = (request, response, usual) =>
      request.method === 'HEAD' ? refuse(response, 405) : usual();
    const previews: FetchPreview[] = [];
    await fetchIt({ onPreview: one => previews.push(one) });
    expect(previews[0].size).toBeNull();
  });

  it('downloads nothing that is there, and what was changed or deleted again', async () => {
    await fetchIt();
    server.seen.length = 0;
    await fetchIt();
    expect(asked('.jpg')).toHaveLength(0);
    await writeFile(place('images/1.1.jpg'), 'spoilt');
    await rm(place('images/1.2.jpg'));
    await fetchIt();
    expect(
      asked('.jpg')
        .map(({ url }) => url.slice(-7))
        .sort(),
    ).toEqual(['1.1.jpg', '1.2.jpg']);
    expect((await verifyDataset(root)).sound).toBe(true);
  });

  it('takes only what fits a pattern, and adds another part later', async () => {
    const first = await fetchIt({ only: ['*.csv', 'LIC*'] });
    expect(first.manifest.files).toHaveLength(2);
    const second = await fetchIt({ only: ['images/1.*'] });
    expect(second.manifest.files.map(({ path }) => path)).toEqual([
      'LICENSE.txt',
      'images/1.1.jpg',
      'images/1.2.jpg',
      'labels_mbrset.csv',
    ]);
    expect(asked('.csv')).toHaveLength(1);
    await expect(fetchIt({ only: ['*.png'] })).rejects.toThrow(/such as.*\[E_USAGE\]/);
  });

  it('takes another release where it is named', async () => {
    server.projects['mbrset/1.1'] = { 'new.csv': Buffer.from('new') };
    const { manifest } = await fetchIt({ release: '1.1' });
    expect(manifest.files.map(({ path }) => path)).toEqual(['new.csv']);
    await expect(fetchIt()).rejects.toThrow(/holds mbrset from .*1\.1.*\[E_OPTION\]/);
    await expect(fetchIt({ release: '../x' })).rejects.toMatchObject({ code: 'E_OPTION' });
  });

  it('pins what comes where a project has RECORDS and no hashes', async () => {
    server.sums = null;
    server.projects[project].RECORDS = Buffer.from('images/1.2.jpg\r\nlabels_mbrset.csv\n\n');
    const notes: unknown[] = [];
    const { manifest } = await fetchIt({
      onEvent: event => event.kind === 'note' && notes.push(event.message),
    });
    expect(manifest.files).toHaveLength(2);
    expect(notes).toEqual([expect.stringMatching(/without hashes/)]);
    expect((await verifyDataset(root)).sound).toBe(true);
  });
});

describe('a bad line', () => {
  it('is taken up again in the middle of a file', async () => {
    cut(1);
    await fetchIt();
    const [, second] = asked('1.1.jpg').map(({ range }) => Number(range?.match(/\d+/)?.[0]));
    expect(second).toBeGreaterThan(0);
    expect(picture.equals(await readFile(place('images/1.1.jpg')))).toBe(true);
  });

  it('ends a call and not the next one, which asks for nothing twice', async () => {
    cut(Number.POSITIVE_INFINITY);
    await expect(fetchIt({ lanes: 1 })).rejects.toThrow(/3 times in a row.*\[E_DOWNLOAD\]/);
    expect(existsSync(place('minga-data.jsonl'))).toBe(false);
    const { size } = await stat(place('images/1.1.jpg.part'));
    server.respond = undefined;
    server.seen.length = 0;
    await fetchIt();
    expect(asked('.csv')).toHaveLength(0);
    expect(asked('1.1.jpg').map(({ range }) => range)).toEqual([`bytes=${size}-`]);
    expect((await readdir(place('images'))).sort()).toEqual(['1.1.jpg', '1.2.jpg', 'é 3.jpg']);
  });

  it('is begun anew where the server has less than what is here', async () => {
    cut(Number.POSITIVE_INFINITY);
    await expect(fetchIt({ lanes: 1 })).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    let refused = 0;
    server.respond = (request, response, usual) => {
      if (request.headers.range === undefined) return usual();
      refused++;
      refuse(response, 416);
    };
    await fetchIt();
    expect(refused).toBe(1);
    expect(picture.equals(await readFile(place('images/1.1.jpg')))).toBe(true);
  });

  it('waits where the server says Retry-After', async () => {
    let times = 2;
    server.respond = (_, response, usual) =>
      times-- > 0 ? refuse(response, 429, { 'retry-after': '0' }) : usual();
    await fetchIt();
    server.respond = (_, response) => refuse(response, 429, { 'retry-after': '7' });
    await expect(fetchIt()).rejects.toThrow(/429 and asks to wait 7 s, 3 times in a row/);
  });

  it('keeps what came when it is interrupted', async () => {
    const stopper = new AbortController();
    server.respond = (request, response, usual) => {
      if (!request.url?.endsWith('1.1.jpg') || request.method === 'HEAD') return usual();
      response.writeHead(200, { 'content-length': picture.length });
      response.write(picture.subarray(0, 50_000));
      setTimeout(() => stopper.abort(), 100);
    };
    await expect(fetchIt({ signal: stopper.signal })).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect((await stat(place('images/1.1.jpg.part'))).size).toBeGreaterThan(0);
    server.respond = undefined;
    await fetchIt();
  });
});

describe('a server that lies', () => {
  it('is asked twice for content of another hash, then no more', async () => {
    const wrong = Buffer.from(picture);
    wrong[1000] ^= 1;
    server.respond = (request, response, usual) =>
      request.url?.endsWith('1.1.jpg') ? sendFile(request, response, wrong) : usual();
    await expect(fetchIt()).rejects.toMatchObject({ code: 'E_CHECKSUM' });
    expect(asked('1.1.jpg')).toHaveLength(2);
    expect(existsSync(place('images/1.1.jpg'))).toBe(false);
    expect(existsSync(place('minga-data.jsonl'))).toBe(false);
  });

  const hash = 'a'.repeat(64);
  it.each([
    ['../evil', /leads out/],
    ['/etc/passwd', /leads out/],
    ['a/../../evil', /leads out/],
    ['C:\\evil', /leads out/],
    ['images/nul', /leads out/],
    ['minga-data.jsonl', /Minga's own/],
    ['images/x.part', /Minga's own/],
    ['Images/1.JPG\nhash  images/1.jpg', /where case is ignored/],
    ['a\nhash  a/b', /is a folder, too/],
  ])('is not trusted where its list names %j', async (path, words) => {
    server.sums = `${hash}  ${path}\n`.replace('hash', hash);
    await expect(fetchIt()).rejects.toThrow(words);
    await expect(fetchIt()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    expect(existsSync(root)).toBe(false);
  });

  it.each(['<html>Please log in</html>', `${hash.slice(1)}  short`, `${hash}x  long`, hash])(
    'is not trusted where its list has the line %j',
    async line => {
      server.sums = `${line}\n`;
      await expect(fetchIt()).rejects.toThrow(/SHA256SUMS\.txt line 1.*\[E_DOWNLOAD\]/);
    },
  );
});

describe('the account', () => {
  it('goes to the server of the set and not to where that leads', async () => {
    const heard: (string | undefined)[] = [];
    const store = createServer((request, response) => {
      heard.push(request.headers.authorization);
      sendFile(request, response, picture);
    });
    const address = await listen(store);
    server.respond = (request, response, usual) =>
      request.url?.endsWith('1.1.jpg') && request.method === 'GET'
        ? refuse(response, 302, { location: `${address}/signed` })
        : usual();
    await fetchIt();
    expect(heard).toEqual([undefined]);
    expect(server.seen.every(({ authorization }) => authorization !== undefined)).toBe(true);
    await stop(store);
  });

  it('is not sent for a set that is open to all', async () => {
    server.credentialed = false;
    server.projects['multimodal-satellite-data/1.0.0'] = { 'metadata.csv': Buffer.from('x') };
    await fetchDataset('satellitebench', {
      root,
      mirror: server.url,
      acceptTerms: true,
      environment,
      patience,
      askCredentials: () => Promise.reject(new Error('nobody must be asked')),
    });
    expect(server.seen.every(({ authorization }) => authorization === undefined)).toBe(true);
  });

  it('is sent to no mirror but one on this machine', async () => {
    const mirror = 'http://mirror.invalid';
    const asking = { mirror, patience: { ...patience, tries: 1 } };
    await expect(
      fetchIt({ ...asking, askCredentials: () => Promise.reject(new Error('asked')) }),
    ).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
  });

  it('is asked for where the environment has none', async () => {
    const servers: string[] = [];
    await fetchIt({
      environment: {},
      askCredentials: async address => {
        servers.push(address);
        return account;
      },
    });
    expect(servers).toEqual([server.url]);
  });

  it.each([
    [{}, 401, /wants an account; set PHYSIONET_USERNAME and PHYSIONET_PASSWORD/],
    [environment, 401, /does not know this user and password; check PHYSIONET_/],
    [
      environment,
      403,
      /agreement signed, at https:\/\/physionet\.org\/content\/mbrset\/.*--verify/,
    ],
    [environment, 404, /a version of mbrset that exists.*--release/],
  ])('with %o and %i: says what to do', async (variables, status, words) => {
    server.respond = (_, response) => refuse(response, status);
    const failed = await fetchIt({ environment: variables }).catch((error: Error) => error);
    expect(String(failed)).toMatch(words);
    expect(String(failed)).toMatch(/\[E_DOWNLOAD\]/);
    expect(`${failed} ${failed instanceof Error ? failed.stack : ''}`).not.toMatch(/hörse|who@/);
  });

  it('is in no file, event or preview', async () => {
    const said: unknown[] = [];
    cut(Number.POSITIVE_INFINITY);
    await fetchIt({ onEvent: event => said.push(event) }).catch(error => said.push(`${error}`));
    server.respond = undefined;
    const written = await contents(root);
    const { manifest, recipe } = await fetchIt({ onPreview: preview => said.push(preview) });
    said.push(manifest, recipe, written, await contents(root));
    const encoded = Buffer.from(`${account.username}:${account.password}`).toString('base64');
    for (const secret of [account.username, account.password, encoded]) {
      expect(JSON.stringify(said)).not.toContain(secret);
    }
  });
});

async function contents(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile());
  return Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
}

describe('before any connection', () => {
  it.each([
    ['mbrset', { acceptTerms: false }, 'E_USAGE', /signed agreement.*--yes/],
    ['mbrset', { offline: true }, 'E_OFFLINE', /--offline/],
    ['mbrset', { environment: { MINGA_OFFLINE: '1' } }, 'E_OFFLINE', /MINGA_OFFLINE/],
    ['mbrset', { environment: {}, mirror: undefined }, 'E_USAGE', /no account is set/],
    ['mbrset', { mirror: 'https://me:secret@host' }, 'E_OPTION', /holds a user or a password/],
    ['mbrset', { lanes: 99 }, 'E_OPTION', /1–8/],
    ['fakeddit', {}, 'E_DOWNLOAD', /cannot be fetched by Minga.*github\.com\/entitize/],
    ['nothing', {}, 'E_USAGE', /one of .*ham10000/],
  ])('%s with %o stops', async (set, options, code, words) => {
    const given = { root, mirror: server.url, acceptTerms: true, environment, patience };
    const failed = fetchDataset(set, { ...given, ...options });
    await expect(failed).rejects.toThrow(words);
    await expect(failed).rejects.toMatchObject({ code });
    await expect(failed).rejects.not.toThrow(/secret/);
    expect(server.seen).toHaveLength(0);
    expect(existsSync(root)).toBe(false);
  });
});

describe('verifyDataset', () => {
  it('names what is missing and what was changed', async () => {
    await fetchIt();
    await writeFile(place('LICENSE.txt'), 'LICENCE');
    await rm(place('images/1.2.jpg'));
    await writeFile(place('mine.txt'), 'a note of my own');
    expect(await verifyDataset(root)).toMatchObject({
      list: 'minga-data.jsonl',
      missing: ['images/1.2.jpg'],
      changed: ['LICENSE.txt'],
      sound: false,
    });
  });

  it("checks a copy that came by other ways against PhysioNet's own list", async () => {
    await fetchIt();
    await rm(place('minga-data.jsonl'));
    await expect(verifyDataset(root)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    const sums = createHash('sha256').update(picture).digest('hex');
    await writeFile(place('SHA256SUMS.txt'), `${sums} *images/1.1.jpg\n${sums}  LICENSE.txt\n`);
    expect(await verifyDataset(root)).toMatchObject({
      list: 'SHA256SUMS.txt',
      files: 2,
      changed: ['LICENSE.txt'],
    });
    await writeFile(place('SHA256SUMS.txt'), `${sums}  ../../etc/passwd\n`);
    await expect(verifyDataset(root)).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
  });
});
