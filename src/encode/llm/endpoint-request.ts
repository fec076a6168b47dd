import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { EndpointAddress } from './endpoint-address.ts';

export interface EndpointReply {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** An exchange that came to nothing. */
export interface EndpointFailure {
  /** For messages: says nothing of what was sent. */
  readonly failure: string;
  /** Whether another attempt may fare better. */
  readonly passing: boolean;
}

export interface ExchangeLimits {
  readonly bytes: number;
  readonly milliseconds: number;
}

export interface EndpointConnection {
  /**
   * One exchange; `body` makes it a POST. Redirects are not followed.
   *
   * @throws the signal's reason where it aborts
   */
  exchange(
    path: string,
    body: string | null,
    limits: ExchangeLimits,
    signal: AbortSignal,
  ): Promise<EndpointReply | EndpointFailure>;
  close(): void;
}

/**
 * Opens connections to one address. `node:http` with agents of our own, and not `fetch`: it can be
 * held to the addresses that were looked up, it follows no redirect, and no environment variable
 * makes it use a proxy.
 *
 * @param key sent as a bearer token, where there is one
 */
export function endpointConnection(
  target: EndpointAddress,
  key: string | undefined,
  concurrency: number,
): EndpointConnection {
  const options = { keepAlive: true, maxSockets: concurrency };
  const agent = target.secure ? new HttpsAgent(options) : new HttpAgent(options);
  const send = target.secure ? httpsRequest : httpRequest;
  const lookup: LookupFunction = (_host, { all }, callback) => {
    if (all) callback(null, [...target.addresses]);
    else callback(null, target.addresses[0].address, target.addresses[0].family);
  };

  async function exchange(
    path: string,
    body: string | null,
    { bytes, milliseconds }: ExchangeLimits,
    signal: AbortSignal,
  ): Promise<EndpointReply | EndpointFailure> {
    const deadline = AbortSignal.timeout(milliseconds);
    try {
      const response = await respond(path, body, AbortSignal.any([signal, deadline]));
      return await readReply(response, bytes);
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.aborted) {
        return { failure: `no whole answer within ${milliseconds / 1000} seconds`, passing: true };
      }
      const code = error instanceof Error ? Reflect.get(error, 'code') : undefined;
      return { failure: `the connection failed (${code ?? 'no reason given'})`, passing: true };
    }
  }

  function respond(path: string, body: string | null, signal: AbortSignal) {
    return new Promise<IncomingMessage>((resolve, reject) => {
      const sent = send({
        agent,
        lookup,
        signal,
        host: target.host,
        port: target.port,
        path,
        method: body === null ? 'GET' : 'POST',
        headers: {
          accept: 'application/json',
          'accept-encoding': 'identity',
          ...(body === null
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
      });
      sent.on('response', resolve);
      sent.on('error', reject);
      sent.end(body ?? undefined);
    });
  }

  return { exchange, close: () => agent.destroy() };
}

async function readReply(
  response: IncomingMessage,
  limit: number,
): Promise<EndpointReply | EndpointFailure> {
  const { 'content-encoding': encoding = 'identity', 'retry-after': retryAfter } = response.headers;
  if (encoding !== 'identity') {
    response.destroy();
    return { failure: 'the answer is compressed, which was not asked for', passing: false };
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    length += part.length;
    if (length > limit) {
      response.destroy();
      return { failure: `the answer is longer than ${limit} bytes`, passing: false };
    }
    parts.push(part);
  }
  const body = Buffer.concat(parts).toString('utf8');
  return { status: response.statusCode ?? 0, retryAfter, body };
}
