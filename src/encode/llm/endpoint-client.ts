import { setTimeout } from 'node:timers/promises';
import { MingaError } from '../../errors/index.ts';
import { Random } from '../../tensor/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { readEmbeddings } from './embeddings-answer.ts';
import type { EndpointAddress } from './endpoint-address.ts';
import type { EndpointSettings } from './endpoint-options.ts';
import { type EndpointReply, endpointConnection } from './endpoint-request.ts';
import { guessedTokens, rateLimit } from './rate-limit.ts';
import { retryDelay } from './retry-delay.ts';

export interface EndpointClient {
  /**
   * The vectors of a few texts, as the server gives them. Where it refuses the request for what the
   * texts are, halves are asked, until the text at fault stands alone and costs its row.
   *
   * @param dimension what every vector must have; null where it is not known yet
   * @throws E_ENDPOINT where the server cannot be reached or understood, or refuses the caller
   */
  embed(
    texts: readonly string[],
    dimension: number | null,
    signal: AbortSignal,
  ): Promise<EncodedRow[]>;
  /** What the server says under `/v1/models`; null where it says nothing of the kind. */
  models(signal: AbortSignal): Promise<string | null>;
  close(): void;
}

/** A server that asks for more patience than this is as good as unreachable. */
const longestWait = 10 * 60_000;

/** Statuses by which servers say that a text is too long, or not one they take. */
const refusals = [400, 413, 422];
const tooLong = /too (?:large|long|many tokens)|exceed|context (?:size|length)|physical batch/i;

export function endpointClient(
  target: EndpointAddress,
  settings: EndpointSettings,
  key: string | undefined,
): EndpointClient {
  const { model, dimension: asked, encodingFormat, timeoutSeconds, retries } = settings;
  const connection = endpointConnection(target, key, settings.concurrency);
  const limit = rateLimit({
    requests: settings.requestsPerMinute,
    tokens: settings.tokensPerMinute,
  });
  // Only when requests are sent again hangs on these numbers, never what is computed.
  const random = new Random(Date.now(), 'endpoint-retry');

  /** Asks until there is an answer that another attempt would not change. */
  async function ask(path: string, body: string | null, tokens: number, signal: AbortSignal) {
    const texts = body === null ? 1 : settings.batch;
    const limits = { bytes: 2 ** 20 * (1 + texts), milliseconds: timeoutSeconds * 1000 };
    for (let attempt = 0; ; attempt++) {
      await limit.pass(tokens, signal);
      const reply = await connection.exchange(path, body, limits, signal);
      const failed = 'failure' in reply;
      if (!(failed ? reply.passing : isPassing(reply))) {
        if (failed) throw unusable(target.origin, reply.failure);
        return reply;
      }
      const what = failed ? reply.failure : `the server answered ${reply.status}`;
      const delay = retryDelay(attempt, failed ? undefined : reply.retryAfter, random);
      if (attempt >= retries) throw unreachable(target.origin, what, attempt + 1);
      if (delay > longestWait) throw impatient(target.origin, delay);
      await setTimeout(delay, undefined, { signal });
    }
  }

  async function embed(
    texts: readonly string[],
    dimension: number | null,
    signal: AbortSignal,
  ): Promise<EncodedRow[]> {
    const body = JSON.stringify({
      model,
      input: texts,
      encoding_format: encodingFormat,
      ...(asked === undefined ? {} : { dimensions: asked }),
    });
    const tokens = texts.reduce((sum, text) => sum + guessedTokens(text), 0);
    const reply = await ask(target.embeddingsPath, body, tokens, signal);
    if (reply.status === 200) {
      return readEmbeddings(reply.body, texts.length, dimension, target.origin);
    }
    if (!isRefusal(reply)) throw refused(target.origin, reply.status);
    if (texts.length === 1) return [refusedText(target.origin, reply.status)];
    const middle = Math.ceil(texts.length / 2);
    return [
      ...(await embed(texts.slice(0, middle), dimension, signal)),
      ...(await embed(texts.slice(middle), dimension, signal)),
    ];
  }

  async function models(signal: AbortSignal): Promise<string | null> {
    const reply = await ask(target.modelsPath, null, 0, signal);
    return reply.status === 200 ? reply.body : null;
  }

  return { embed, models, close: connection.close };
}

function isPassing(reply: EndpointReply): boolean {
  const { status } = reply;
  return status === 408 || status === 429 || (status >= 500 && !isRefusal(reply));
}

/** llama.cpp's server says 500 of a text that is too long, with the reason in words. */
function isRefusal({ status, body }: EndpointReply): boolean {
  return refusals.includes(status) || (status === 500 && tooLong.test(body));
}

// None of these shows what the server wrote: it may repeat the text, or the key.

function refusedText(origin: string, status: number): MingaError {
  return new MingaError('E_ENDPOINT', {
    found: `${origin} refused this text (status ${status})`,
    expected: 'a text that the model takes; most often it is too long',
    fix: 'shorten the text, or let the server take longer ones',
  });
}

function refused(origin: string, status: number): MingaError {
  const fixes: Readonly<Record<number, string>> = {
    401: 'name the environment variable that holds the key under apiKeyEnv',
    403: 'check what the key may do',
    404: 'check the path and the name of the model',
  };
  const redirect = status >= 300 && status < 400;
  return new MingaError('E_ENDPOINT', {
    found: `${origin} answered ${status}${redirect ? ', a redirect, which is not followed' : ''}`,
    expected: '200',
    fix: redirect ? 'give the address that answers itself' : fixes[status],
  });
}

function unreachable(origin: string, what: string, attempts: number): MingaError {
  return new MingaError('E_ENDPOINT', {
    found: `${origin}: ${what}, ${attempts} ${attempts === 1 ? 'time' : 'times'}`,
    expected: 'an answer',
    fix: 'start the server or raise timeoutSeconds; the same command goes on where it stopped',
  });
}

function impatient(origin: string, delay: number): MingaError {
  return new MingaError('E_ENDPOINT', {
    found: `${origin} asks to come back in ${Math.ceil(delay / 1000)} seconds`,
    expected: `at most ${longestWait / 1000}`,
    fix: 'run the same command then: it goes on where it stopped',
  });
}

function unusable(origin: string, what: string): MingaError {
  return new MingaError('E_ENDPOINT', { found: `${origin}: ${what}`, expected: 'vectors in JSON' });
}
