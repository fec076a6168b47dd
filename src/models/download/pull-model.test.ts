import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  listen,
  noise,
  patience,
  refuse,
  sendFile,
  stop,
} from '../../download/fixture/test-server.ts';
import { verifyModel } from '../verify-model.ts';
import { commitA, startHub, tree } from './fixture/hub-server.ts';
import { graph, id, isFile, model, type PullScene, setScene } from './fixture/pull-scene.ts';
import { pullModel } from './pull-model.ts';

let scene: PullScene;
beforeEach(async () => {
  scene = await setScene();
});
afterEach(() => scene.end());

describe('pullModel', () => {
  it('brings the files that a model needs, and no others', async () => {
    const { folder: made, manifest } = await scene.pull();
    expect(made).toBe(join(scene.folder, 'clinic', 'tiny'));
    expect((await readdir(made, { recursive: true })).sort()).toEqual(
      [
        '1_Pooling',
        '1_Pooling/config.json',
        'README.md',
        'config.json',
        'minga-model.json',
        'onnx',
        'onnx/model.onnx',
        'tokenizer.json',
      ].sort(),
    );
    expect(model.equals(await readFile(scene.place('onnx/model.onnx')))).toBe(true);
    expect(manifest).toMatchObject({ id, commit: commitA, revision: 'main', licence: 'mit' });
    expect(manifest.files.find(({ path }) => path === 'onnx/model.onnx')).toEqual({
      path: 'onnx/model.onnx',
      bytes: model.length,
      sha256: createHash('sha256').update(model).digest('hex'),
      commit: commitA,
      known: 'hub',
    });
    expect((await verifyModel(made)).sound).toBe(true);
    expect((await stat(scene.place('config.json'))).mode & 0o133).toBe(0);
  });

  it('downloads nothing that is there already, and keeps what another precision brought', async () => {
    await scene.pull();
    await scene.pull({ precision: 'int8' });
    expect(scene.asked('onnx/model.onnx')).toHaveLength(1);
    expect(scene.asked('config.json')).toHaveLength(2);
    const { manifest } = await scene.pull();
    expect(manifest.files.map(({ path }) => path)).toContain('onnx/model_quantized.onnx');
    expect((await verifyModel(scene.place('.'))).sound).toBe(true);
  });

  it('tells its progress in megabytes, up to the whole', async () => {
    const events: unknown[] = [];
    await scene.pull({ onEvent: event => events.push(event) });
    expect(events[0]).toEqual({
      kind: 'stage',
      name: 'Downloading clinic/tiny',
      unit: 'megabyte',
      total: 3,
    });
    expect(events.at(-1)).toEqual({ kind: 'progress', done: 3 });
  });

  it('takes both halves of a pair, with the data that their graphs name', async () => {
    const location = Buffer.concat([
      Buffer.from([0x0a, 8]),
      Buffer.from('location'),
      Buffer.from([0x12, 7]),
      Buffer.from('weights'),
    ]);
    const tensor = Buffer.concat([Buffer.from([0x6a, location.length]), location]);
    const initializer = Buffer.concat([Buffer.from([0x2a, tensor.length]), tensor]);
    scene.hub.files = {
      'config.json': Buffer.from('{}'),
      'onnx/model.onnx': graph(100, 1),
      'onnx/vision_model.onnx': graph(100, 2),
      'onnx/vision_model.onnx_data': noise(5000, 3),
      'onnx/text_model.onnx': Buffer.concat([Buffer.from([0x3a, initializer.length]), initializer]),
      'onnx/weights': noise(6000, 4),
    };
    const { manifest } = await scene.pull();
    expect(manifest.files.map(({ path }) => path).sort()).toEqual([
      'config.json',
      'onnx/text_model.onnx',
      'onnx/vision_model.onnx',
      'onnx/vision_model.onnx_data',
      'onnx/weights',
    ]);
  });

  it('takes a GGUF file of Q8_0, and the weights of a static model', async () => {
    scene.hub.files = { 'tiny.Q4_0.gguf': noise(2000, 1), 'tiny.Q8_0.gguf': noise(3000, 2) };
    expect((await scene.pull()).manifest.files.map(({ path }) => path)).toEqual(['tiny.Q8_0.gguf']);
    scene.hub.files = { 'model.safetensors': noise(3000, 1), 'onnx/model.onnx': graph(2000, 2) };
    scene.hub.tags = ['model2vec'];
    const { manifest } = await scene.pull({ folder: join(scene.folder, 'static') });
    expect(manifest.files.map(({ path }) => path)).toEqual(['model.safetensors']);
  });

  it('follows the pages of a long listing', async () => {
    const entries = tree(scene.hub.files);
    scene.hub.respond = (request, response, usual) => {
      if (!request.url?.includes('/tree/')) return usual();
      const second = request.url.includes('cursor=2');
      const link = `<${scene.hub.url}/api/models/${id}/tree/${commitA}?recursive=true&cursor=2>; rel="next"`;
      response.writeHead(200, second ? {} : { link });
      response.end(JSON.stringify(second ? entries.slice(4) : entries.slice(0, 4)));
    };
    expect((await scene.pull()).manifest.files).toHaveLength(5);
  });

  it.each(['../../evil.json', '/etc/passwd', 'C:\\evil', 'onnx/../../x', 'a\0b', 'onnx/nul', '..'])(
    'refuses a repository with a file named %j',
    async path => {
      scene.hub.files = { ...scene.hub.files, [path]: Buffer.from('evil') };
      await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
      expect(await readdir(scene.folder)).toEqual([]);
    },
  );

  it.each(['../evil', '/etc', 'a/../b', 'C:/x', 'a/b/c', 'a\0', '', '.', 'a//b'])(
    'refuses the id %j before any connection',
    async name => {
      const options = { folder: scene.folder, mirror: scene.hub.url, environment: {} };
      await expect(pullModel(name, options)).rejects.toMatchObject({ code: 'E_MODEL' });
      expect(scene.hub.seen).toHaveLength(0);
    },
  );

  it('says which precisions there are', async () => {
    await expect(scene.pull({ precision: 'fp16' })).rejects.toThrow(/--precision fp32 or int8/);
  });

  it.each([{ MINGA_OFFLINE: '1' }, { HF_HUB_OFFLINE: 'true' }, {}])(
    'makes no connection when %o forbids it, or the option does',
    async environment => {
      const offline = Object.keys(environment).length === 0;
      await expect(scene.pull({ environment, offline })).rejects.toMatchObject({
        code: 'E_OFFLINE',
      });
      expect(scene.hub.seen).toHaveLength(0);
    },
  );

  it.each([
    ['names none', {}],
    ['may forbid', { license: 'cc-by-nc-4.0' }],
  ])('asks for consent where the licence %s', async (words, card) => {
    scene.hub.card = card;
    await expect(scene.pull()).rejects.toThrow(
      new RegExp(`licen.*${words.split(' ')[0]}|names no`),
    );
    await expect(scene.pull()).rejects.toMatchObject({ code: 'E_USAGE' });
    expect(scene.hub.seen.some(({ url }) => url.includes('/resolve/'))).toBe(false);
    await scene.pull({ acceptLicence: true });
  });

  it('asks for consent to a licence of the catalogue before any connection', async () => {
    const options = { folder: scene.folder, mirror: scene.hub.url, environment: {} };
    await expect(pullModel('meta-llama/Llama-2-7b-chat-hf', options)).rejects.toThrow(
      /Llama 2.*--yes.*\[E_USAGE\]/,
    );
    await expect(pullModel('google/medsiglip-448', options)).rejects.toThrow(/no ONNX export/);
    expect(scene.hub.seen).toHaveLength(0);
  });

  it('refuses a file that the catalogue pins otherwise, unless the revision is named', async () => {
    const source = 'minishlab/potion-base-2M';
    const other = await startHub(source, {
      'config.json': Buffer.from('{}'),
      'model.safetensors': noise(3000, 1),
    });
    const options = { folder: scene.folder, mirror: other.url, environment: {}, patience };
    await expect(pullModel(source, options)).rejects.toThrow(/f95ffde0.*catalogue.*E_CHECKSUM/);
    const { manifest } = await pullModel(source, { ...options, revision: 'main' });
    expect(manifest.files.every(({ known }) => known === 'hub')).toBe(true);
    expect((await verifyModel(join(scene.folder, ...source.split('/')))).sound).toBe(true);
    await other.close();
  });
});

describe('the token', () => {
  const environment = { HF_TOKEN: 'hf_secret' };

  it('goes to the hub, and not to the host that it leads to', async () => {
    const seen: (string | undefined)[] = [];
    const store = createServer((request, response) => {
      seen.push(request.headers.authorization);
      sendFile(request, response, model);
    });
    const address = await listen(store);
    scene.hub.respond = (request, response, usual) =>
      isFile(request.url, 'onnx/model.onnx')
        ? refuse(response, 302, { location: `${address}/blob?signature=1` })
        : usual();
    await scene.pull({ environment });
    expect(seen).toEqual([undefined]);
    expect(scene.hub.seen.every(({ authorization }) => authorization === 'Bearer hf_secret')).toBe(
      true,
    );
    await stop(store);
  });

  it('is in no file and no message', async () => {
    const { folder: made } = await scene.pull({ environment });
    for (const path of await readdir(made)) {
      if (path.includes('.'))
        expect(await readFile(scene.place(path), 'utf8')).not.toContain('secret');
    }
  });
});

describe('redirects', () => {
  const leadTo = (location: string) => {
    scene.hub.respond = (request, response, usual) =>
      isFile(request.url, 'README.md') ? refuse(response, 302, { location }) : usual();
  };

  it('follows an address on the same host', async () => {
    const readme = scene.hub.files['README.md'];
    scene.hub.respond = (request, response, usual) => {
      if (isFile(request.url, 'README.md'))
        return refuse(response, 307, { location: '/elsewhere' });
      return request.url === '/elsewhere' ? sendFile(request, response, readme) : usual();
    };
    await scene.pull();
  });

  it.each(['file:///etc/passwd', 'ftp://host/x', 'http://user:word@host/x', 'http://['])(
    'refuses to follow to %s',
    async location => {
      leadTo(location);
      await expect(scene.pull()).rejects.toMatchObject({ code: 'E_DOWNLOAD' });
    },
  );

  it('stops after some', async () => {
    scene.hub.respond = (_, response) => refuse(response, 302, { location: '/again' });
    await expect(scene.pull()).rejects.toThrow(/more than 5 redirects/);
    expect(scene.hub.seen).toHaveLength(6);
  });
});
