import { MingaError, type Problem } from '../errors/index.ts';
import type { Patience } from './patience.ts';
import { redirectTarget } from './redirect.ts';
import { StatusFault } from './status-fault.ts';
import { RangeFault, TransientFault } from './transient-fault.ts';

/** What a refusal means, after `SUBJECT: SERVER answers STATUS`, and what to do about it. */
export interface Refusal extends Pick<Problem, 'expected' | 'fix'> {
  readonly meaning?: string;
}

/** A server, or the mirror of one. */
export interface Server {
  /** Without a slash at its end. */
  readonly base: string;
  /** The Authorization header; it goes to the origin of `base` only. Null where there is none. */
  readonly authorization: string | null;
  /** For messages: `a Hugging Face hub`. */
  readonly kind: string;
  /** What says where it is, for messages: `--mirror`. */
  readonly setting: string;
  /** What it means that this server answers 4xx. */
  readonly refusal: (status: number) => Refusal;
}

/** How a server is reached. */
export interface Line {
  readonly server: Server;
  readonly patience: Patience;
  readonly signal?: AbortSignal;
}

/** An answer of status 200 or 206, its body yet to be read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** The pieces of the body. @throws {@link TransientFault} where they stop coming, or come too slowly */
  readonly pieces: () => AsyncGenerator<Uint8Array>;
  /** Lets go of the connection. */
  readonly close: () => void;
}

interface Inquiry {
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
}

const mostRedirects = 5;

/**
 * Asks for `url`, following redirects: never from https to http, and the authorization only to the
 * server itself.
 *
 * @param subject what is asked for, for messages
 * @throws E_DOWNLOAD where the answer is a refusal that another try would not change;
 * {@link TransientFault} where it might
 */
export async function ask(
  line: Line,
  url: string,
  subject: string,
  inquiry: Inquiry = {},
): Promise<Answer> {
  const { server, patience, signal } = line;
  const stop = new AbortController();
  const forward = () => stop.abort(signal?.reason);
  if (signal?.aborted) forward();
  signal?.addEventListener('abort', forward, { once: true });
  const close = () => {
    signal?.removeEventListener('abort', forward);
    stop.abort();
  };
  try {
    const response = await follow(server, patience, stop, new URL(url), subject, inquiry);
    refuse(response, server, subject);
    const pieces = () => readPieces(response, patience, stop, subject);
    return { status: response.status, headers: response.headers, pieces, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function follow(
  { base, authorization }: Server,
  { answer }: Patience,
  stop: AbortController,
  first: URL,
  subject: string,
  { method = 'GET', headers }: Inquiry,
): Promise<Response> {
  const { origin } = new URL(base);
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const secret = authorization !== null && url.origin === origin;
    const timer = setTimeout(() => stop.abort(new TransientFault('no answer')), answer);
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      signal: stop.signal,
      headers: {
        'user-agent': 'minga',
        'accept-encoding': 'identity',
        ...headers,
        ...(secret ? { authorization } : {}),
      },
    }).finally(() => clearTimeout(timer));
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    url = nextAddress(url, location, subject);
  }
  throw new MingaError('E_DOWNLOAD', {
    found: `${subject}: more than ${mostRedirects} redirects from ${base}`,
    fix: 'try another mirror',
  });
}

function nextAddress(from: URL, location: string, subject: string): URL {
  const next = redirectTarget(from, location);
  if (next !== null) return next;
  throw new MingaError('E_DOWNLOAD', {
    found: `${subject}: ${from.host} leads on to an address that is no https, or holds a password`,
    expected: 'an address as safe as the one before',
    fix: 'try another mirror',
  });
}

const passing = new Set([408, 425, 429]);

function refuse({ status, headers }: Response, server: Server, subject: string): void {
  if (status === 200 || status === 206) return;
  if (passing.has(status) || status >= 500) {
    throw new TransientFault(
      `${server.base} answers ${status}`,
      retryAfter(headers.get('retry-after')),
    );
  }
  if (status === 416) throw new RangeFault();
  const { meaning, ...rest } = server.refusal(status);
  const found = `${subject}: ${server.base} answers ${status}`;
  throw new MingaError('E_DOWNLOAD', {
    found: meaning === undefined ? found : `${found}: ${meaning}`,
    ...rest,
    cause: new StatusFault(status),
  });
}

/** Seconds or a date, as milliseconds from now. */
function retryAfter(value: string | null): number | null {
  if (value === null) return null;
  const wait = /^\d+$/.test(value) ? 1000 * Number(value) : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? Math.max(0, wait) : null;
}

async function* readPieces(
  { body }: Response,
  { silence, window, leastBytes }: Patience,
  stop: AbortController,
  subject: string,
): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  let came = 0;
  let quiet: NodeJS.Timeout | undefined;
  const slow = setInterval(() => {
    if (came < leastBytes)
      stop.abort(new TransientFault(`${subject}: ${came} bytes in ${window / 1000} s`));
    came = 0;
  }, window);
  try {
    for (;;) {
      quiet = setTimeout(() => stop.abort(new TransientFault(`${subject}: silence`)), silence);
      const { done, value } = await reader.read();
      clearTimeout(quiet);
      if (done) return;
      came += value.length;
      yield value;
    }
  } finally {
    clearTimeout(quiet);
    clearInterval(slow);
  }
}
