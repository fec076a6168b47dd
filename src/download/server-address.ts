import { MingaError } from '../errors/index.ts';

/** What an address is of, and what a person can do about a wrong one. */
interface AddressWords {
  readonly what: string;
  readonly example: string;
  readonly fix: string;
  /** Where a secret belongs, if not into the address. */
  readonly secretPlace: string;
}

/**
 * A server's address without a slash at its end.
 *
 * @throws E_OPTION where it is not http or https, has a query, or holds a password, which is not
 * repeated
 */
export function serverAddress(text: string, words: AddressWords): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.username !== '' || url.password !== '')) {
    throw new MingaError('E_OPTION', {
      found: `the address of ${words.what} at ${url.host} holds a user or a password`,
      expected: `an address alone; ${words.secretPlace}`,
    });
  }
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new MingaError('E_OPTION', {
      found: `the address of ${words.what} is ${JSON.stringify(text)}`,
      expected: `an http or https address such as ${words.example}`,
      fix: words.fix,
    });
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** Whether what is sent there is read by nobody on the way: over https, or to this machine itself. */
export function keepsSecrets(address: string): boolean {
  return new URL(address).protocol === 'https:' || isThisMachine(address);
}

/** Whether an address is of the machine that this runs on, whatever listens there. */
export function isThisMachine(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
