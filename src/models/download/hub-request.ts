import { MingaError } from '../../errors/index.ts';
import type { HubAddress } from './hub-address.ts';
import type { Patience } from './patience.ts';
import { redirectTarget } from './redirect.ts';
import { TransientFault } from './transient-fault.ts';

/** How the hub is reached. */
export interface Line {
  readonly hub: HubAddress;
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

const mostRedirects = 5;

/**
 * Asks for `url`, following redirects: never from https to http, and the token only to the hub.
 *
 * @param subject what is asked for, for messages
 * @throws E_DOWNLOAD where the answer is a refusal that another try would not change;
 * {@link TransientFault} where it might
 */
export async function ask(
  line: Line,
  url: string,
  subject: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { hub, patience, signal } = line;
  const stop = new AbortController();
  const forward = () => stop.abort(signal?.reason);
  if (signal?.aborted) forward();
  signal?.addEventListener('abort', forward, { once: true });
  const close = () => {
    signal?.removeEventListener('abort', forward);
    stop.abort();
  };
  try {
    const response = await follow(hub, patience, stop, new URL(url), subject, headers);
    refuse(response, hub, subject);
    const pieces = () => readPieces(response, patience, stop, subject);
    return { status: response.status, headers: response.headers, pieces, close };
  } catch (error) {
    close();
    throw error;
  }
}

async function follow(
  { base, token }: HubAddress,
  { answer }: Patience,
  stop: AbortController,
  first: URL,
  subject: string,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const { origin } = new URL(base);
  let url = first;
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const secret = token !== null && url.origin === origin;
    const timer = setTimeout(() => stop.abort(new TransientFault('no answer')), answer);
    const response = await fetch(url, {
      redirect: 'manual',
      signal: stop.signal,
      headers: {
        'user-agent': 'minga',
        'accept-encoding': 'identity',
        ...headers,
        ...(secret ? { authorization: `Bearer ${token}` } : {}),
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

function refuse({ status, headers }: Response, { base, token }: HubAddress, subject: string): void {
  if (status === 200 || status === 206) return;
  if (passing.has(status) || status >= 500) {
    throw new TransientFault(`${base} answers ${status}`, retryAfter(headers.get('retry-after')));
  }
  if (status === 416) throw new TransientFault('the rest that was asked for does not exist');
  if (status === 401 || status === 403) {
    throw new MingaError('E_DOWNLOAD', {
      found: `${subject}: ${base} answers ${status}: the model is gated, private, or does not exist`,
      fix:
        token === null
          ? "accept the model's terms on its page, then set HF_TOKEN to a token of yours that may read it"
          : "accept the model's terms on its page with the account that HF_TOKEN belongs to",
    });
  }
  throw new MingaError('E_DOWNLOAD', {
    found: `${subject}: ${base} answers ${status}`,
    expected: status === 404 ? 'a model, revision and file that exist' : 'the file',
    fix: status === 404 ? 'check the id and the revision on the hub' : 'try another mirror',
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
