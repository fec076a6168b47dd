import { createHmac, hkdfSync } from 'node:crypto';
import { MingaError } from '../errors/index.ts';

/** The key of encrypted stores, from which each store derives its own. */
export interface StoreEncryption {
  /** 32 secret bytes. */
  readonly key: Uint8Array;
}

const keyBytes = 32;
const variable = 'MINGA_STORE_KEY';

/**
 * The key of encrypted stores, from the environment variable `MINGA_STORE_KEY`: 64 hexadecimal
 * digits, or base64 of 32 bytes. `openssl rand -hex 32` makes one.
 *
 * @throws E_STORE_KEY where it is absent or of another form; the message never holds it
 * @example
 * const store = await openStore(folder, settings, {
 *   encryption: { key: storeKeyFromEnvironment() },
 * });
 */
export function storeKeyFromEnvironment(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Uint8Array {
  const text = environment[variable]?.trim() ?? '';
  if (/^[0-9a-f]{64}$/i.test(text)) return new Uint8Array(Buffer.from(text, 'hex'));
  if (/^[A-Za-z0-9+/]{43}=$/.test(text)) return new Uint8Array(Buffer.from(text, 'base64'));
  throw new MingaError('E_STORE_KEY', {
    found: text === '' ? `no ${variable}` : `a ${variable} of ${text.length} characters`,
    expected: '64 hexadecimal digits, or base64 of 32 bytes',
    fix: `set ${variable} to the key that the store was made with; \`openssl rand -hex 32\` makes one for a new store`,
  });
}

/** What is done with a key, each by a key of its own (HKDF-SHA-256, RFC 5869). */
export interface StoreKeys {
  /** AES-256-GCM over vectors. */
  readonly vectors: Uint8Array;
  /** HMAC over content keys: the sha256 of a file would show that somebody's picture is in a store. */
  readonly names: Uint8Array;
  /** Says whether a key is the right one, and nothing else of it. */
  readonly check: string;
}

/** @throws E_STORE_KEY where the key is not 32 bytes long */
export function deriveKeys({ key }: StoreEncryption, fingerprint: string): StoreKeys {
  if (key.length !== keyBytes) {
    throw new MingaError('E_STORE_KEY', {
      found: `an encryption key of ${key.length} bytes`,
      expected: `${keyBytes}`,
    });
  }
  const derive = (use: string) =>
    new Uint8Array(hkdfSync('sha256', key, fingerprint, `minga store 1: ${use}`, keyBytes));
  const check = createHmac('sha256', derive('check')).update('minga').digest('hex').slice(0, 32);
  return { vectors: derive('vectors'), names: derive('names'), check };
}
