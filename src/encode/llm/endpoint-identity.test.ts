import { afterEach, describe, expect, it } from 'vitest';
import { type Answer, answerWith, sendJson } from './fixture/embedding-server.ts';
import { endpointFixture } from './fixture/endpoint-fixture.ts';

const { serve, open, stopAll } = endpointFixture();
afterEach(stopAll);

describe('the fingerprint', () => {
  it('is the same for one model at another address, and for noise of the last digits', async () => {
    const a = await open(await serve());
    const noisy: Answer = (request, response) =>
      sendJson(
        response,
        200,
        answerWith(request, v => v.map((x, i) => x * (1 + (-1) ** i * 1e-7))),
      );
    const b = await open(await serve(undefined, noisy));
    expect(b.fingerprint).toBe(a.fingerprint);
    expect(JSON.stringify(a.settings)).not.toContain('127.0.0.1');
  });

  it.each([
    [
      'weights that differ by a fiftieth',
      (v: number[]) => v.map((x, i) => x + ((i % 2 ? 0.02 : -0.02) * Math.hypot(...v)) / 4),
    ],
    ['vectors of unit length', (v: number[]) => v.map(x => x / Math.hypot(...v))],
  ])('differs for %s', async (_name, change) => {
    const a = await open(await serve());
    const b = await open(await serve(undefined, (q, r) => sendJson(r, 200, answerWith(q, change))));
    expect(b.fingerprint).not.toBe(a.fingerprint);
  });

  it.each([
    { model: 'n' },
    { prefix: 'query: ' },
    { normalize: true },
    { dimension: 8 },
    { revision: 'r1' },
  ])('differs for %j', async options => {
    const server = await serve();
    expect((await open(server, options)).fingerprint).not.toBe((await open(server)).fingerprint);
  });

  it.each([
    { batch: 1 },
    { concurrency: 8 },
    { retries: 9 },
    { timeoutSeconds: 9 },
    { requestsPerMinute: 99 },
    { encodingFormat: 'base64' as const },
    { allowRemote: true },
  ])('is the same for %j', async options => {
    const server = await serve();
    expect((await open(server, options)).fingerprint).toBe((await open(server)).fingerprint);
  });

  it('tells of a server whose answers vary, unless a revision is named', async () => {
    let calls = 0;
    const varying: Answer = (request, response) => {
      const factor = 1 + 0.01 * calls++;
      return sendJson(
        response,
        200,
        answerWith(request, v => v.map(x => x * factor)),
      );
    };
    const encoder = await open(await serve(undefined, varying));
    expect(encoder.notices()).toEqual([expect.stringMatching(/differ by 1.0 %.*revision/)]);
    const named = await open(await serve(undefined, varying), { revision: 'q8_0' });
    expect(named.notices()).toEqual([]);
  });
});
