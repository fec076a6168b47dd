import { MingaError } from '../../errors/index.ts';
import type { Environment } from '../models-folder.ts';

const publicHub = 'https://huggingface.co';

/** The hub, or the mirror of it, that is asked. */
export interface HubAddress {
  /** Without a slash at its end. */
  readonly base: string;
  /** Sent to the hub's own address only; null where there is none or the line would show it. */
  readonly token: string | null;
}

/**
 * The address by the first of: the option, `MINGA_HUB_MIRROR`, `HF_ENDPOINT`, the public hub; the
 * token by `HF_TOKEN`. Over plain http the token stays here, but for this machine itself.
 *
 * @throws E_OPTION where the address is not http or https, or holds a password
 */
export function hubAddress(environment: Environment, mirror: string | undefined): HubAddress {
  const { MINGA_HUB_MIRROR, HF_ENDPOINT, HF_TOKEN } = environment;
  const text = mirror || MINGA_HUB_MIRROR || HF_ENDPOINT || publicHub;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new MingaError('E_OPTION', {
      found: `the hub's address is ${JSON.stringify(text)}`,
      expected: 'an http or https address such as https://huggingface.co',
      fix: 'mend --mirror, MINGA_HUB_MIRROR or HF_ENDPOINT',
    });
  }
  if (url.username !== '' || url.password !== '') {
    throw new MingaError('E_OPTION', {
      found: `the address of the hub at ${url.host} holds a user or a password`,
      expected: 'an address alone; a token goes into HF_TOKEN',
    });
  }
  const secret = url.protocol === 'https:' || isThisMachine(url);
  return {
    base: `${url.origin}${url.pathname.replace(/\/+$/, '')}`,
    token: secret && HF_TOKEN ? HF_TOKEN.trim() : null,
  };
}

function isThisMachine({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}

/**
 * The setting that forbids the network, by name; null where nothing does.
 */
export function offlineSwitch(environment: Environment, offline = false): string | null {
  if (offline) return '--offline';
  const names = ['MINGA_OFFLINE', 'HF_HUB_OFFLINE'];
  const on = (name: string) => /^(1|true|yes|on)$/i.test(environment[name]?.trim() ?? '');
  return names.find(on) ?? null;
}
