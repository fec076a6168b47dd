import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DigestAlgorithm } from './content-check.ts';
import { type Downloaded, downloadFile, type RemoteFile } from './download-file.ts';
import {
  noise,
  patience,
  sendAndCut,
  sendFile,
  startServer,
  type TestServer,
} from './fixture/test-server.ts';

const content = noise(300_000, 1);
const changed = noise(300_000, 2);
let server: TestServer;
let folder: string;
beforeEach(async () => {
  server = await startServer((request, response) => sendFile(request, response, content));
  folder = await mkdtemp(join(tmpdir(), 'minga-download-'));
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const digest = (algorithm: string) => createHash(algorithm).update(content).digest('hex');

function download(file: Partial<RemoteFile>, tries = 3): Promise<Downloaded> {
  const line = {
    server: {
      base: server.url,
      authorization: null,
      kind: 'a test',
      setting: '--mirror',
      refusal: () => ({}),
    },
    patience: { ...patience, tries },
  };
  return downloadFile(line, {
    file: { path: 'x', bytes: null, algorithm: 'sha256', digest: null, ...file },
    url: `${server.url}/x`,
    target: join(folder, 'x'),
    onBytes: () => {},
  });
}

const cut = () => {
  server.respond = (request, response) => sendAndCut(request, response, content, 100_000);
};

describe('downloadFile', () => {
  it.each<DigestAlgorithm>(['md5', 'sha1', 'sha256', 'sha512'])(
    'checks by %s, and tells the SHA-256',
    async algorithm => {
      const had = await download({ algorithm, digest: digest(algorithm) });
      expect(had).toEqual({ bytes: 300_000, sha256: digest('sha256') });
      const wrong = `0${digest(algorithm).slice(1)}`.replace(/.$/, 'f');
      await rm(join(folder, 'x'));
      const refused = download({ algorithm, digest: wrong });
      await expect(refused).rejects.toMatchObject({ code: 'E_CHECKSUM' });
    },
  );

  it('goes on where neither length nor hash is known, by the name that the server gives', async () => {
    cut();
    await expect(download({}, 1)).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    // The part's name is "whole"; what the server has now has another, so all of it comes.
    server.respond = undefined;
    expect((await download({})).sha256).toBe(digest('sha256'));
    const [, second] = server.seen;
    expect(second.range).toMatch(/^bytes=\d+-$/);
    expect(content.equals(await readFile(join(folder, 'x')))).toBe(true);
  });

  it('never mixes two contents where no hash is known', async () => {
    server.respond = (request, response) => {
      delete request.headers.range;
      response.writeHead(200, { 'content-length': content.length });
      response.write(content.subarray(0, 100_000), () => setTimeout(() => response.destroy(), 100));
    };
    await expect(download({}, 1)).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    server.respond = (request, response) => sendFile(request, response, changed);
    await download({});
    expect(server.seen.at(-1)?.range).toBeUndefined();
    expect(changed.equals(await readFile(join(folder, 'x')))).toBe(true);
  });

  it('takes a part that is whole, though nobody said how long it is', async () => {
    await download({ digest: digest('sha256') });
    await writeFile(join(folder, 'x.part'), await readFile(join(folder, 'x')));
    await writeFile(
      join(folder, 'x.part.json'),
      JSON.stringify({ digest: digest('sha256'), etag: null }),
    );
    await rm(join(folder, 'x'));
    server.seen.length = 0;
    expect((await download({ digest: digest('sha256') })).bytes).toBe(300_000);
    expect(server.seen.map(({ range }) => range)).toEqual(['bytes=300000-']);
  });

  it('finds a file cut off where the server says how long it is', async () => {
    cut();
    await expect(download({ digest: digest('sha256') }, 1)).rejects.toThrow(/1 times in a row/);
    server.respond = undefined;
    expect((await download({ digest: digest('sha256') })).sha256).toBe(digest('sha256'));
  });
});
