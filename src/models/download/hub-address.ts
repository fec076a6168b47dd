import {
  type Environment,
  keepsSecrets,
  offlineSwitch,
  serverAddress,
} from '../../download/index.ts';

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
  const base = serverAddress(mirror || MINGA_HUB_MIRROR || HF_ENDPOINT || publicHub, {
    what: 'the hub',
    example: publicHub,
    fix: 'mend --mirror, MINGA_HUB_MIRROR or HF_ENDPOINT',
    secretPlace: 'a token goes into HF_TOKEN',
  });
  return { base, token: keepsSecrets(base) && HF_TOKEN ? HF_TOKEN.trim() : null };
}

/** The setting that forbids to ask the hub, by name; null where nothing does. */
export function hubOfflineSwitch(environment: Environment, offline?: boolean): string | null {
  return offlineSwitch(environment, offline, ['MINGA_OFFLINE', 'HF_HUB_OFFLINE']);
}
