import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import {
  type Answer,
  answerWith,
  sendJson,
  textVector,
  width,
} from './fixture/embedding-server.ts';
import { endpointFixture, problemOf, secret, texts, vectors } from './fixture/endpoint-fixture.ts';

const { serve, open, stopAll } = endpointFixture();
afterEach(stopAll);

/** An answer that is special so many times, then in good order. */
function first(times: number, special: Answer): Answer {
  let left = times;
  return (request, response) => left-- > 0 && special(request, response);
}

describe('openEndpointEncoder', () => {
  it('gives the vectors of the server, in order', async () => {
    const server = await serve();
    const encoder = await open(server);
    expect(encoder.dimension).toBe(width);
    expect(await encoder.encode(texts)).toEqual(vectors);
    expect(await encoder.encode([])).toEqual([]);
    expect(server.requests.map(({ path }) => path)).toEqual(['/v1/embeddings']);
    expect(server.requests[0]).toMatchObject({ model: 'm', input: texts, encodingFormat: 'float' });
  });

  it.each(['', '/', '/v1', '/v1/', '/v1/embeddings'])(
    'takes an address that ends in %j',
    async end => {
      const server = await serve();
      const encoder = await open(server, { url: server.url + end });
      await encoder.encode(texts);
      expect(server.requests[0].path).toBe('/v1/embeddings');
    },
  );

  it('puts vectors in order by their index', async () => {
    const server = await serve((request, response) => {
      const answer = answerWith(request);
      return sendJson(response, 200, { ...answer, data: answer.data.toReversed() });
    });
    expect(await (await open(server)).encode(texts)).toEqual(vectors);
  });

  it('reads base64', async () => {
    const server = await serve();
    const encoder = await open(server, { encodingFormat: 'base64' });
    expect(await encoder.encode(texts)).toEqual(vectors);
    expect(server.requests[0].encodingFormat).toBe('base64');
  });

  it('asks for a dimension, sends the prefix and divides by the length', async () => {
    const server = await serve();
    const encoder = await open(server, { dimension: 8, prefix: 'query: ', normalize: true });
    const [row] = await encoder.encode(texts);
    const wanted = textVector(`query: ${texts[0]}`, 8);
    const length = Math.hypot(...wanted);
    if (!(row instanceof Float32Array)) throw row;
    wanted.forEach((value, i) => {
      expect(row[i]).toBeCloseTo(value / length, 5);
    });
    expect(server.requests[0]).toMatchObject({
      dimensions: 8,
      input: texts.map(t => `query: ${t}`),
    });
  });

  it('sends so many texts at once, and so many requests', async () => {
    let under = 0;
    let most = 0;
    const server = await serve((request, response) => {
      most = Math.max(most, ++under);
      void setTimeout(30).then(() => {
        under--;
        sendJson(response, 200, answerWith(request));
      });
      return true;
    });
    const encoder = await open(server, { batch: 2, concurrency: 3 });
    expect(encoder.batchSize).toBe(6);
    const many = Array.from({ length: 24 }, (_, i) => `text ${i}`);
    const [a, b] = await Promise.all([
      encoder.encode(many.slice(0, 12)),
      encoder.encode(many.slice(12)),
    ]);
    expect([...a, ...b]).toEqual(many.map(text => Float32Array.from(textVector(text))));
    expect(server.requests.map(({ input }) => input.length)).toEqual(Array(12).fill(2));
    expect(most).toBe(3);
  });
});

describe('a server in trouble', () => {
  it('is asked again after 429, no sooner than it says', async () => {
    const server = await serve(
      first(1, (_request, response) => {
        response.writeHead(429, { 'retry-after': '1' }).end();
        return true;
      }),
    );
    const encoder = await open(server, { retries: 1 });
    expect(await encoder.encode(texts)).toEqual(vectors);
    expect(server.requests[1].at - server.requests[0].at).toBeGreaterThan(990);
  });

  it.each([408, 500, 503])('is asked again after %i', async status => {
    const server = await serve(first(2, (_request, response) => sendJson(response, status, {})));
    const encoder = await open(server, { retries: 2 });
    expect(await encoder.encode(texts)).toEqual(vectors);
    expect(server.requests).toHaveLength(3);
  });

  it('is asked again after a connection that breaks off within the answer', async () => {
    const server = await serve(
      first(1, (_request, response) => {
        response.writeHead(200, { 'content-length': '1000' }).write('{"data":[');
        setImmediate(() => response.destroy());
        return true;
      }),
    );
    const encoder = await open(server, { retries: 1 });
    expect(await encoder.encode(texts)).toEqual(vectors);
  });

  it('stops the work where it stays away, and says how to go on', async () => {
    const server = await serve();
    const encoder = await open(server, { retries: 1 });
    await server.stop();
    const error = await problemOf(encoder.encode(texts));
    expect(error.message).toMatch(
      /the connection failed \(ECONN\w+\), 2 times.*start the server.*\[E_ENDPOINT\]/,
    );
  });

  it('stops the work where it asks for too much patience', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(503, { 'retry-after': '86400' }).end();
      return true;
    });
    const error = await problemOf((await open(server, { retries: 3 })).encode(texts));
    expect(error.message).toContain('asks to come back in 86400 seconds');
    expect(server.requests).toHaveLength(1);
  });

  it('has a whole answer to give in time, however steadily it drips', async () => {
    const server = await serve((_request, response) => {
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
      return true;
    });
    const encoder = await open(server, { timeoutSeconds: 0.3 });
    const error = await problemOf(encoder.encode(texts));
    expect(error.message).toContain('no whole answer within 0.3 seconds');
  });

  it.each([
    [
      'an answer in HTML',
      (_q, r) => Boolean(r.writeHead(200).end('<html>hello</html>')),
      'not JSON',
    ],
    ['JSON of another kind', (_q, r) => sendJson(r, 200, { error: 'no' }), 'without a list'],
    [
      'one vector too few',
      (q, r) => sendJson(r, 200, { data: answerWith(q).data.slice(1) }),
      '2 vectors for 3 texts',
    ],
    [
      'the same index twice',
      (q, r) => sendJson(r, 200, { data: answerWith(q).data.map(d => ({ ...d, index: 0 })) }),
      'twice',
    ],
    [
      'no index',
      (q, r) =>
        sendJson(r, 200, { data: answerWith(q).data.map(({ embedding }) => ({ embedding })) }),
      'index',
    ],
    [
      'an index of another name',
      (q, r) =>
        sendJson(r, 200, { data: answerWith(q).data.map(d => ({ ...d, index: 'length' })) }),
      'index',
    ],
    [
      'another dimension',
      (q, r) =>
        sendJson(
          r,
          200,
          answerWith(q, v => v.slice(1)),
        ),
      '15 numbers, expected 16',
    ],
    [
      'no numbers',
      (q, r) =>
        sendJson(
          r,
          200,
          answerWith(q, () => ({ a: 1 })),
        ),
      'without an embedding',
    ],
    [
      'base64 of half a number',
      (q, r) =>
        sendJson(
          r,
          200,
          answerWith(q, () => 'AAAAAAA='),
        ),
      'base64',
    ],
    [
      'a huge answer',
      (_q, r) => Boolean(r.writeHead(200).end(`"${'x'.repeat(5e6)}"`)),
      'longer than',
    ],
    [
      'a compressed answer',
      (_q, r) => Boolean(r.writeHead(200, { 'content-encoding': 'gzip' }).end('x')),
      'compressed',
    ],
    ['a wrong key', (_q, r) => sendJson(r, 401, { error: { message: secret } }), 'answered 401'],
    [
      'an unknown model',
      (_q, r) => sendJson(r, 404, { error: { message: secret } }),
      'answered 404',
    ],
  ] as [string, Answer, string][])('is not believed: %s', async (_name, answer, message) => {
    const server = await serve(answer);
    const error = await problemOf((await open(server, { batch: 3 })).encode(texts));
    expect(error.code).toBe('E_ENDPOINT');
    expect(error.message).toContain(message);
  });

  it.each([
    ['null', (v: number[]) => [null, ...v.slice(1)]],
    ['a number too large for float32', (v: number[]) => [1e300, ...v.slice(1)]],
  ])('costs the row where a vector holds %s', async (_name, change) => {
    const server = await serve((q, r) =>
      sendJson(
        r,
        200,
        answerWith(q, (v, text) => (text === texts[1] ? change(v) : v)),
      ),
    );
    const rows = await (await open(server)).encode(texts);
    expect(rows[0]).toEqual(vectors[0]);
    expect(rows[1]).toMatchObject({ code: 'E_NOT_FINITE' });
  });

  it('is counted where it gives vectors of zeros', async () => {
    const server = await serve((q, r) =>
      sendJson(
        r,
        200,
        answerWith(q, (v, text) => (text === texts[1] ? v.map(() => 0) : v)),
      ),
    );
    const encoder = await open(server, { normalize: true });
    const rows = await encoder.encode(texts);
    expect(rows[1]).toEqual(new Float32Array(width));
    expect(encoder.notices()).toEqual(['1 text has a vector of zeros from the server']);
  });

  it('costs the row where a server in Python writes NaN', async () => {
    const server = await serve((request, response) => {
      const body = JSON.stringify(answerWith(request)).replace(/\[-?[\d.e-]+,/, '[NaN,');
      response.writeHead(200).end(body);
      return true;
    });
    const rows = await (await open(server)).encode(texts);
    expect(rows[0]).toMatchObject({ code: 'E_NOT_FINITE' });
    expect(rows.slice(1)).toEqual(vectors.slice(1));
  });

  it.each([
    [400, { error: { message: secret } }],
    [413, {}],
    [500, { error: { message: 'input (600 tokens) is too large to process' } }],
  ])('costs one row where it refuses one text of many with %i', async (status, body) => {
    const server = await serve((request, response) =>
      request.input.includes(texts[2]) ? sendJson(response, status, body) : false,
    );
    const many = ['text a', 'text b', texts[2], 'text c', 'text d'];
    const rows = await (await open(server)).encode(many);
    const [row] = rows.splice(2, 1);
    expect(rows).toEqual(many.toSpliced(2, 1).map(text => Float32Array.from(textVector(text))));
    if (!isMingaError(row, 'E_ENDPOINT')) throw row;
    expect(row.message).toContain(`refused this text (status ${status})`);
    expect(row.message).not.toContain(secret);
  });
});

describe('the end', () => {
  const silent: Answer = () => true;

  it('comes at once where the signal aborts', async () => {
    const server = await serve(silent);
    const encoder = await open(server);
    const stop = new AbortController();
    const running = problemOf(encoder.encode(texts, stop.signal));
    while (server.requests.length === 0) await setTimeout(5);
    stop.abort();
    expect((await running).code).toBe('E_ABORTED');
  });

  it('comes at once where it waits to ask again', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(503, { 'retry-after': '300' }).end();
      return true;
    });
    const encoder = await open(server, { retries: 3 });
    const stop = new AbortController();
    const running = problemOf(encoder.encode(texts, stop.signal));
    await setTimeout(100);
    stop.abort();
    expect((await running).code).toBe('E_ABORTED');
  });

  it('comes at once where the encoder is closed, and then nothing is asked', async () => {
    const server = await serve(silent);
    const encoder = await open(server);
    const running = problemOf(encoder.encode(texts));
    while (server.requests.length === 0) await setTimeout(5);
    await encoder.close();
    expect((await running).code).toBe('E_RUNTIME');
    expect((await problemOf(encoder.encode(texts))).code).toBe('E_RUNTIME');
    expect(server.requests).toHaveLength(1);
  });

  it('comes before the opening, too', async () => {
    const server = await serve(undefined, silent);
    const signal = AbortSignal.timeout(100);
    expect((await problemOf(open(server, { signal }))).code).toBe('E_ABORTED');
  });
});
