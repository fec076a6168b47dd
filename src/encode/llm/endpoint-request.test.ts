import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpointConnection } from './endpoint-request.ts';
import { startEmbeddingServer } from './fixture/embedding-server.ts';

const limits = { bytes: 2 ** 20, milliseconds: 10_000 };

describe('endpointConnection', () => {
  let server: Awaited<ReturnType<typeof startEmbeddingServer>>;
  beforeAll(async () => {
    server = await startEmbeddingServer();
  });
  afterAll(() => server.stop());

  // No name server knows this name, so a request that arrives has asked none: what a name server
  // says later cannot move records to another machine.
  it('connects to the addresses that were looked up, whatever the name', async () => {
    const connection = endpointConnection(
      {
        origin: 'http://records.invalid',
        secure: false,
        host: 'records.invalid',
        port: server.port,
        addresses: [{ address: '127.0.0.1', family: 4 }],
        embeddingsPath: '/v1/embeddings',
        modelsPath: '/v1/models',
      },
      undefined,
      1,
    );
    const { signal } = new AbortController();
    expect(await connection.exchange('/v1/models', null, limits, signal)).toMatchObject({
      status: 200,
    });
    connection.close();
  });
});
