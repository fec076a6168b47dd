import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { MingaError } from '../../errors/index.ts';

/** Where requests go: looked up once, so that no later answer of a name server can move them. */
export interface EndpointAddress {
  /** For messages; holds no key, no path. */
  readonly origin: string;
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
  /** Path of `/v1/embeddings`. */
  readonly embeddingsPath: string;
  /** Path of `/v1/models`. */
  readonly modelsPath: string;
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const local = new BlockList();
local.addSubnet('10.0.0.0', 8, 'ipv4');
local.addSubnet('172.16.0.0', 12, 'ipv4');
local.addSubnet('192.168.0.0', 16, 'ipv4');
local.addSubnet('fc00::', 7, 'ipv6');

/**
 * Reads a server's address and looks its name up.
 *
 * @param url `http://127.0.0.1:8080`, with or without `/v1` or `/v1/embeddings`
 * @throws E_OPTION where it is not such an address, or carries a user, a query or a fragment
 * @throws E_ENDPOINT where the name is unknown, where any of its addresses is not this machine and
 * `allowRemote` is false, or where records would cross the internet unencrypted
 */
export async function endpointAddress(url: string, allowRemote: boolean): Promise<EndpointAddress> {
  const parsed = readUrl(url);
  const host = parsed.hostname.replace(/^\[|\]$/g, '');
  const addresses = await resolveHost(host, parsed.origin);
  const outside = addresses.filter(({ address, family }) => !loopback.check(address, kind(family)));
  if (outside.length > 0 && !allowRemote) {
    throw new MingaError('E_ENDPOINT', {
      found: `${parsed.origin} is another machine (${outside[0].address})`,
      expected: 'a server on this machine: records do not leave it unless allowRemote is true',
      fix: 'run the server here, or set allowRemote: true if these records may be sent there',
    });
  }
  const secure = parsed.protocol === 'https:';
  if (!secure && outside.some(({ address, family }) => !local.check(address, kind(family)))) {
    throw new MingaError('E_ENDPOINT', {
      found: `${parsed.origin} would be sent records unencrypted`,
      expected: 'https, except on this machine or a private network',
    });
  }
  const base = basePath(parsed.pathname);
  return {
    origin: parsed.origin,
    secure,
    host,
    port: parsed.port === '' ? (secure ? 443 : 80) : Number(parsed.port),
    addresses,
    embeddingsPath: `${base}/embeddings`,
    modelsPath: `${base}/models`,
  };
}

/** The address itself is never shown: where it is wrong it may hold a key. */
function readUrl(url: string): URL {
  const expected = 'http:// or https://, a host and a path, such as http://127.0.0.1:8080/v1';
  if (!URL.canParse(url)) {
    throw new MingaError('E_OPTION', { found: "the server's address is malformed", expected });
  }
  const parsed = new URL(url);
  const { protocol, username, password, search, hash } = parsed;
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new MingaError('E_OPTION', { found: `a server's address with ${protocol}`, expected });
  }
  if (username !== '' || password !== '' || search !== '' || hash !== '') {
    throw new MingaError('E_OPTION', {
      found: `the address at ${parsed.host} carries a user, a query or a fragment`,
      expected,
      fix: 'put the key into an environment variable and name it under apiKeyEnv',
    });
  }
  return parsed;
}

async function resolveHost(host: string, origin: string): Promise<EndpointAddress['addresses']> {
  if (isIP(host) !== 0) return [{ address: host, family: isIP(host) === 6 ? 6 : 4 }];
  try {
    const found = await lookup(host, { all: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  } catch (cause) {
    throw new MingaError('E_ENDPOINT', {
      found: `${origin}: its name is not known here`,
      expected: 'a host that the network knows',
      cause,
    });
  }
}

function kind(family: 4 | 6): 'ipv4' | 'ipv6' {
  return family === 6 ? 'ipv6' : 'ipv4';
}

function basePath(pathname: string): string {
  const path = pathname.replace(/\/+$/, '').replace(/\/embeddings$/, '');
  return path === '' ? '/v1' : path;
}
