import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { EncodedRow } from '../encoder.ts';
import { interrupted } from '../encoder-errors.ts';
import { fingerprint } from '../fingerprint.ts';
import { unitLength } from '../unit-length.ts';
import { endpointAddress } from './endpoint-address.ts';
import { type EndpointClient, endpointClient } from './endpoint-client.ts';
import { probeEndpoint, servedModel, variationNotices } from './endpoint-identity.ts';
import { type EndpointSettings, endpointOptionsSchema } from './endpoint-options.ts';
import type { NoticingEmbedder } from './gguf-encoder.ts';

/** Where a server is and how it is used. */
export interface EndpointOptions extends z.input<typeof endpointOptionsSchema> {
  readonly signal?: AbortSignal;
}

/** Our code for this kind; counted up when it changes vectors. */
const version = 1;

/**
 * Opens an embedding server that speaks OpenAI's `/v1/embeddings`: llama.cpp's own, Ollama, vLLM,
 * Text Embeddings Inference and many more. Opening asks for the vectors of two harmless sentences.
 *
 * Records stay on this machine unless `allowRemote` is true: the server's name is looked up once,
 * all its addresses must be 127.0.0.0/8 or ::1, requests connect to these addresses and no other,
 * redirects are not followed and proxies not used. Requests that fail in passing (408, 429, 5xx, a
 * broken connection, no answer in time) are sent again, later each time and never before the
 * server's `Retry-After`. A text that the server refuses costs its row. No error or notice holds a
 * text, the key, or what the server wrote.
 *
 * @throws E_ENDPOINT where the server is on another machine, cannot be reached or understood, or
 * refuses the caller; E_OPTION where an option does not fit or the key's variable is not set;
 * E_ABORTED
 * @example
 * const encoder = await openEndpointEncoder({
 *   url: 'http://127.0.0.1:8080/v1',
 *   model: 'qwen3-embedding-0.6b',
 * });
 * const rows = await encoder.encode(['female, 45 years', 'male, 80 years']);
 * await encoder.close();
 */
export async function openEndpointEncoder({
  signal,
  ...options
}: EndpointOptions): Promise<NoticingEmbedder> {
  const parsed = endpointOptionsSchema.safeParse(options);
  if (!parsed.success) {
    throw new MingaError('E_OPTION', {
      found: `options of a server: ${z.prettifyError(parsed.error)}`,
      expected: 'options that fit docs/llm.md',
    });
  }
  const settings = parsed.data;
  const target = await endpointAddress(settings.url, settings.allowRemote);
  const client = endpointClient(target, settings, readKey(settings.apiKeyEnv));
  const opening = signal ?? new AbortController().signal;
  try {
    return await identify(client, settings, opening);
  } catch (error) {
    client.close();
    if (opening.aborted) throw aborted(error);
    throw error;
  }
}

async function identify(
  client: EndpointClient,
  settings: EndpointSettings,
  signal: AbortSignal,
): Promise<NoticingEmbedder> {
  const { model, prefix, normalize, revision } = settings;
  const identity = await probeEndpoint(client, settings.dimension ?? null, signal);
  const served = servedModel(await client.models(signal), model);
  const { dimension } = identity;
  const weights = revision === undefined ? { served, probe: identity.probe } : { revision };
  const kept = { kind: 'endpoint', version, model, dimension, prefix, normalize, ...weights };
  const notices = revision === undefined ? variationNotices(identity) : [];
  return encoderOf(client, settings, kept, notices);
}

function encoderOf(
  client: EndpointClient,
  { model, prefix, normalize, batch, concurrency }: EndpointSettings,
  settings: Readonly<Record<string, unknown>> & { readonly dimension: number },
  notices: readonly string[],
): NoticingEmbedder {
  const closing = new AbortController();
  const turns = inTurns(concurrency);
  const { dimension } = settings;
  let empty = 0;

  async function encodeSome(texts: readonly string[], signal: AbortSignal) {
    const rows = await turns(() => {
      signal.throwIfAborted();
      return client.embed(
        texts.map(text => prefix + text),
        dimension,
        signal,
      );
    });
    empty += rows.filter(row => row instanceof Float32Array && !row.some(Boolean)).length;
    return rows.map(row => (normalize && row instanceof Float32Array ? unitLength(row) : row));
  }

  return {
    name: model.replace(/[^\w.-]+/g, '-'),
    modality: 'text',
    dimension,
    settings,
    fingerprint: fingerprint(settings),
    batchSize: batch * concurrency,
    async encode(texts, signal) {
      if (closing.signal.aborted) throw closed();
      // One request that fails for good stops the others of this call.
      const failing = new AbortController();
      const signals = [closing.signal, failing.signal, ...(signal === undefined ? [] : [signal])];
      const any = AbortSignal.any(signals);
      const requests: Promise<EncodedRow[]>[] = [];
      for (let i = 0; i < texts.length; i += batch) {
        requests.push(encodeSome(texts.slice(i, i + batch), any));
      }
      try {
        return (await Promise.all(requests)).flat();
      } catch (error) {
        failing.abort();
        await Promise.allSettled(requests);
        if (closing.signal.aborted) throw closed();
        if (signal?.aborted) throw aborted(error);
        throw error;
      }
    },
    // Some servers give zeros where they should refuse a text that is too long.
    notices: () => (empty === 0 ? notices : [...notices, emptyNotice(empty)]),
    async close() {
      closing.abort();
      client.close();
    },
  };
}

/** Runs so many actions at once, the others in order of asking. */
function inTurns(places: number): <T>(action: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = places;
  return async action => {
    if (free > 0) free -= 1;
    else await new Promise<void>(resolve => waiting.push(resolve));
    try {
      return await action();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}

function readKey(variable: string | undefined): string | undefined {
  if (variable === undefined) return undefined;
  const key = process.env[variable]?.trim();
  // Anything else cannot stand in a header, and Node would show it in its error.
  if (key !== undefined && /^[\x21-\x7e]+$/.test(key)) return key;
  throw new MingaError('E_OPTION', {
    found: `apiKeyEnv: the environment variable ${variable} is ${key ? 'not a key' : 'not set'}`,
    expected: 'a key in printable ASCII without spaces',
    fix: `export ${variable} before you run the command`,
  });
}

function emptyNotice(count: number): string {
  return `${count} ${count === 1 ? 'text has' : 'texts have'} a vector of zeros from the server`;
}

function closed(): MingaError {
  return new MingaError('E_RUNTIME', { found: 'a request to a closed encoder' });
}

function aborted(cause: unknown): MingaError {
  return interrupted(cause);
}
