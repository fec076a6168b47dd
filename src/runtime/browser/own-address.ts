import { MingaError } from '../../errors/index.ts';

// What is used of a browser is declared where it is used: DOM's own types would be offered to the
// Node half of this package as well.
declare const location: { readonly href: string; readonly origin: string } | undefined;

/**
 * An address of this page's own server, made absolute, since a worker would resolve it otherwise.
 *
 * @param what is named in the error: `the folder of the wasm files`
 * @throws E_OPTION where it is no address, or one of another server: nothing is ever asked of one;
 *   E_RUNTIME outside a browser
 */
export function ownAddress(address: string | URL, what: string): URL {
  if (typeof location === 'undefined') {
    throw new MingaError('E_RUNTIME', {
      found: 'a browser runtime outside a browser',
      expected: 'a page or a web worker',
      fix: 'in Node use openRuntime of minga/runtime',
    });
  }
  const url = absolute(address, location.href);
  if (url?.origin === location.origin) return url;
  throw new MingaError('E_OPTION', {
    found: `${address} as ${what}`,
    expected: `an address on ${location.origin}`,
    fix: 'serve it from the server of the page itself',
  });
}

function absolute(address: string | URL, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
