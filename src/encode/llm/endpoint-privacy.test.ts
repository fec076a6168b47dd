import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { openEndpointEncoder } from './endpoint-encoder.ts';
import { sendJson } from './fixture/embedding-server.ts';
import { endpointFixture, problemOf, texts, vectors } from './fixture/endpoint-fixture.ts';

const { serve, open, stopAll } = endpointFixture();
afterEach(stopAll);

describe('what may leave the machine', () => {
  it('is nothing by a redirect', async () => {
    const elsewhere = await serve();
    const server = await serve((_request, response) => {
      response.writeHead(307, { location: `${elsewhere.url}/v1/embeddings` }).end();
      return true;
    });
    const error = await problemOf((await open(server)).encode(texts));
    expect(error.message).toContain('307, a redirect, which is not followed');
    expect(elsewhere.requests).toEqual([]);
  });

  it.each([
    'http://192.168.1.20:8080',
    'http://[2001:db8::1]:8080',
    'http://0.0.0.0:8080',
    'http://[::ffff:10.0.0.1]:8080',
    'https://8.8.8.8/v1',
  ])('is nothing by %s, unless allowed', async url => {
    const error = await problemOf(openEndpointEncoder({ url, model: 'm' }));
    expect(error.code).toBe('E_ENDPOINT');
    expect(error.message).toContain('another machine');
  });

  it.each([
    'http://127.8.9.10:1',
    'http://[::1]:1',
    'http://localhost:1',
    'http://[::ffff:127.0.0.1]:1',
  ])('knows %s as this machine', async url => {
    const error = await problemOf(openEndpointEncoder({ url, model: 'm', retries: 0 }));
    expect(error.message).toContain('the connection failed');
  });

  it('is nothing unencrypted over the internet', async () => {
    const url = 'http://8.8.8.8/v1';
    const error = await problemOf(openEndpointEncoder({ url, model: 'm', allowRemote: true }));
    expect(error.message).toContain('https');
  });

  it('is nothing through a proxy of the environment', async () => {
    const proxy = await serve();
    const server = await serve();
    const names = ['http_proxy', 'HTTP_PROXY', 'ALL_PROXY', 'NODE_USE_ENV_PROXY'];
    const held = names.map(name => process.env[name]);
    for (const name of names) process.env[name] = name.startsWith('NODE') ? '1' : proxy.url;
    try {
      expect(await (await open(server)).encode(texts)).toEqual(vectors);
    } finally {
      names.forEach((name, i) => {
        if (held[i] === undefined) delete process.env[name];
        else process.env[name] = held[i];
      });
    }
    expect(proxy.requests).toEqual([]);
  });

  it('goes to another address of this machine where it is allowed', async () => {
    const own = Object.values(networkInterfaces())
      .flat()
      .find(at => at?.family === 'IPv4' && !at.internal)?.address;
    if (own === undefined) {
      console.warn('allowRemote is NOT tested against an address: this machine has none');
      return;
    }
    const refused = await problemOf(openEndpointEncoder({ url: `http://${own}:9`, model: 'm' }));
    expect(refused.message).toContain('another machine');
    const options = { url: `http://${own}:9`, model: 'm', allowRemote: true, retries: 0 };
    const asked = await problemOf(openEndpointEncoder(options));
    expect(asked.message).toMatch(/connection failed|https/);
  });

  it.each(['http://user:pw@127.0.0.1:1/', 'http://127.0.0.1:1/?key=pw', 'file:///pw', 'pw'])(
    'is no part of %s that could be a key',
    async url => {
      const error = await problemOf(openEndpointEncoder({ url, model: 'm' }));
      expect(error.code).toBe('E_OPTION');
      expect(error.message).not.toContain('pw');
    },
  );
});

describe('the key', () => {
  const key = 'sk-very-secret';

  it('comes from the named variable, is sent, and is shown nowhere', async () => {
    process.env.MINGA_TEST_KEY = key;
    const server = await serve((_request, response) => sendJson(response, 401, { error: key }));
    const encoder = await open(server, { apiKeyEnv: 'MINGA_TEST_KEY' });
    const error = await problemOf(encoder.encode(texts));
    delete process.env.MINGA_TEST_KEY;
    expect(server.requests[0].authorization).toBe(`Bearer ${key}`);
    expect(JSON.stringify([encoder, error.message, error.stack, encoder.notices()])).not.toContain(
      key,
    );
    expect((await open(server)).fingerprint).toBe(encoder.fingerprint);
  });

  it('must be there, and must fit into a header', async () => {
    const server = await serve();
    const missing = await problemOf(open(server, { apiKeyEnv: 'MINGA_NO_SUCH_KEY' }));
    expect(missing).toMatchObject({ code: 'E_OPTION' });
    process.env.MINGA_TEST_KEY = `${key}\r\nx: y`;
    const odd = await problemOf(open(server, { apiKeyEnv: 'MINGA_TEST_KEY' }));
    delete process.env.MINGA_TEST_KEY;
    expect(odd.message).toContain('not a key');
    expect(odd.message).not.toContain(key);
  });
});
