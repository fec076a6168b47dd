import { existsSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  noise,
  patience,
  refuse,
  sendAndCut,
  sendFile,
} from '../../download/fixture/test-server.ts';
import { commitB, type HubServer } from './fixture/hub-server.ts';
import { graph, isFile, model, type PullScene, setScene } from './fixture/pull-scene.ts';

let scene: PullScene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.end());

/** Sends the first `bytes` of what was asked for, then cuts the line. */
function cutAfter(bytes: number, times = Number.POSITIVE_INFINITY): void {
  let left = times;
  scene.hub.respond = (request, response, usual) => {
    if (!isFile(request.url, 'onnx/model.onnx') || left-- <= 0) return usual();
    sendAndCut(request, response, model, bytes);
  };
}

describe('pullModel over a bad line', () => {
  it.each([0, 1, 65_536, 1_500_000, model.length - 1])(
    'goes on after a line that was cut at byte %i',
    async bytes => {
      cutAfter(bytes, 1);
      await scene.pull();
      expect(model.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
      const ranges = scene.asked('onnx/model.onnx').map(({ range }) => range);
      expect(ranges).toHaveLength(2);
      // What was on its way when the line broke may be lost, but never more than was sent.
      const from = Number(ranges[1]?.match(/\d+/)?.[0] ?? 0);
      expect(from).toBeLessThanOrEqual(bytes);
    },
  );

  it('goes on in a second command, and gives up in the first after so many tries', async () => {
    cutAfter(100_000);
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    expect(scene.asked('onnx/model.onnx')).toHaveLength(3);
    expect(existsSync(scene.place('minga-model.json'))).toBe(false);
    const { size } = await stat(scene.place('onnx/model.onnx.part'));
    expect(size).toBeGreaterThan(0);
    scene.hub.respond = undefined;
    scene.hub.seen.length = 0;
    await scene.pull();
    expect(scene.asked('onnx/model.onnx').map(({ range }) => range)).toEqual([`bytes=${size}-`]);
    expect(existsSync(scene.place('onnx/model.onnx.part'))).toBe(false);
    expect(existsSync(scene.place('onnx/model.onnx.part.json'))).toBe(false);
  });

  it('begins again where the server knows no ranges', async () => {
    cutAfter(100_000);
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    scene.hub.respond = (request, _, usual) => {
      delete request.headers.range;
      usual();
    };
    await scene.pull();
    expect(model.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
  });

  it('begins again where the server sends another range than was asked for', async () => {
    cutAfter(100_000, 1);
    const cut = scene.hub.respond;
    scene.hub.respond = (request, response, usual) => {
      if (request.headers.range === undefined) return cut?.(request, response, usual);
      const range = `bytes 7-${model.length - 1}/${model.length}`;
      response.writeHead(206, { 'content-range': range });
      response.end(model.subarray(7));
    };
    await scene.pull();
    expect(model.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
  });

  it('drops a part of another content', async () => {
    cutAfter(100_000);
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    scene.hub.respond = undefined;
    const changed = graph(2_000_000, 9);
    scene.hub.files = { ...scene.hub.files, 'onnx/model.onnx': changed };
    scene.hub.commit = commitB;
    scene.hub.seen.length = 0;
    const { manifest } = await scene.pull();
    expect(manifest.commit).toBe(commitB);
    expect(scene.asked('onnx/model.onnx').map(({ range }) => range)).toEqual([undefined]);
    expect(changed.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
  });

  it('begins again where the content has another ETag than its part', async () => {
    cutAfter(100_000);
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    // The part's note says "whole"; the server's ETag is now the hash, so If-Range does not hold.
    scene.hub.respond = undefined;
    await scene.pull();
    expect(model.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
  });

  it('has a part of wrong bytes once more, by its hash', async () => {
    cutAfter(100_000);
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    const { size } = await stat(scene.place('onnx/model.onnx.part'));
    await writeFile(scene.place('onnx/model.onnx.part'), Buffer.alloc(size));
    scene.hub.respond = (request, response, usual) => {
      if (!isFile(request.url, 'onnx/model.onnx')) return usual();
      delete request.headers['if-range'];
      sendFile(request, response, model);
    };
    await scene.pull();
    expect(model.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
  });

  it('deletes wrong content, tries once more, then stops', async () => {
    const wrong = Buffer.from(model);
    wrong[1_234_567] ^= 1;
    scene.hub.respond = (request, response, usual) =>
      isFile(request.url, 'onnx/model.onnx') ? sendFile(request, response, wrong) : usual();
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_CHECKSUM' });
    expect(scene.asked('onnx/model.onnx')).toHaveLength(2);
    expect(await readdir(scene.place('onnx'))).toEqual([]);
    scene.hub.respond = undefined;
    await scene.pull();
  });

  it('checks small files by the SHA-1 of their git blob', async () => {
    scene.hub.respond = (request, response, usual) =>
      isFile(request.url, '/config.json') && !request.url?.includes('Pooling')
        ? sendFile(request, response, Buffer.from('{"model_type":"evil"}'))
        : usual();
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_CHECKSUM' });
  });

  it('stops at more bytes than the hub lists', async () => {
    scene.hub.respond = (request, response, usual) => {
      if (!isFile(request.url, 'tokenizer.json')) return usual();
      response.writeHead(200);
      response.end(noise(50_000, 2));
    };
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_CHECKSUM' });
  });

  it.each([
    ['the model', '/api/models/'],
    ['a file', '/resolve/'],
  ])('says that %s does not exist', async (_, part) => {
    scene.hub.respond = (request, response, usual) =>
      request.url?.includes(part) ? refuse(response, 404) : usual();
    await expect(scene.pull()).rejects.toThrow(/answers 404.*\[E_DOWNLOAD\]/);
    expect(scene.hub.seen.filter(({ url }) => url.includes(part))).toHaveLength(1);
  });

  it.each([401, 403])('says what to do where the hub answers %i', async status => {
    scene.hub.respond = (_, response) => refuse(response, status);
    await expect(scene.pull()).rejects.toThrow(/gated.*accept the model's terms.*HF_TOKEN/);
    const environment = { HF_TOKEN: 'hf_secret' };
    const failed = await scene.pull({ environment }).catch((error: Error) => error);
    expect(String(failed)).toMatch(/account that HF_TOKEN belongs to/);
    expect(String(failed)).not.toContain('hf_secret');
  });

  it.each([429, 500, 503])('tries again after %i', async status => {
    let times = 2;
    scene.hub.respond = (_, response, usual) =>
      times-- > 0 ? refuse(response, status, { 'retry-after': '0' }) : usual();
    await scene.pull();
  });

  it('waits as long as Retry-After asks, up to its patience', async () => {
    let first = true;
    scene.hub.respond = (_, response, usual) => {
      if (!first) return usual();
      first = false;
      refuse(response, 429, { 'retry-after': '3600' });
    };
    const start = performance.now();
    await scene.pull({ patience: { ...patience, longestPause: 300 } });
    expect(performance.now() - start).toBeGreaterThan(290);
  });

  it('gives up on a server that drips, one that falls silent and one that never answers', async () => {
    const drips: NodeJS.Timeout[] = [];
    const faults: HubServer['respond'][] = [
      (_, response) => {
        response.writeHead(200, { 'content-length': 5000 });
        drips.push(setInterval(() => response.write('x'), 20));
      },
      (_, response) => {
        response.writeHead(200, { 'content-length': 5000 });
        response.write('x');
      },
      () => {},
    ];
    for (const fault of faults) {
      scene.hub.respond = (request, response, usual) =>
        isFile(request.url, 'tokenizer.json') ? fault?.(request, response, usual) : usual();
      const slow = scene.pull({ patience: { ...patience, tries: 2 } });
      await expect(slow).rejects.toThrow(/2 times in a row.*\[E_DOWNLOAD\]/);
    }
    for (const drip of drips) clearInterval(drip);
  });

  it('gives up on JSON that is cut, after it tried again', async () => {
    scene.hub.respond = (_, response) => {
      response.writeHead(200);
      response.end('[{"type":"file","pa');
    };
    await expect(scene.pull()).rejects.toThrow(/not JSON.*3 times in a row/);
  });

  it('refuses a listing of another form at once', async () => {
    scene.hub.respond = (_, response) => {
      response.writeHead(200);
      response.end('{"login":"please"}');
    };
    await expect(scene.pull()).rejects.toThrow(/login page.*\[E_DOWNLOAD\]/);
    expect(scene.hub.seen).toHaveLength(1);
  });

  it('keeps what came when it is interrupted', async () => {
    const stopper = new AbortController();
    scene.hub.respond = (request, response, usual) => {
      if (!isFile(request.url, 'onnx/model.onnx')) return usual();
      response.writeHead(200, { etag: '"x"', 'content-length': model.length });
      response.write(model.subarray(0, 500_000));
      setTimeout(() => stopper.abort(), 100);
    };
    await expect(scene.pull({ signal: stopper.signal })).rejects.toMatchObject({
      code: 'E_ABORTED',
    });
    expect((await stat(scene.place('onnx/model.onnx.part'))).size).toBeGreaterThan(0);
    scene.hub.respond = undefined;
    await scene.pull();
  });

  it('says when the folder cannot be written to', async () => {
    await writeFile(join(scene.folder, 'clinic'), 'a file in the way');
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
  });
});
