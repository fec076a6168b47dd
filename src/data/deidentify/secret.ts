import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MingaError } from '../../errors/index.ts';

/** Where the key is read from before a file is looked for. */
export const secretVariable = 'MINGA_DEIDENTIFY_KEY';

const secretBytes = 32;

/** Where the key came from, which is said to whoever runs the command. */
export interface Secret {
  readonly key: Uint8Array;
  readonly from: 'environment' | 'file' | 'new file';
}

/**
 * The key that pseudonyms, other UIDs and shifts of dates are made with: from the environment, else
 * from a file, else new and kept in that file with mode 0600. With the same key the same person gets
 * the same pseudonym; whoever has it can tell which pseudonym belongs to an id that they know.
 *
 * @throws E_OPTION where what is given is no key
 * @throws E_FILE_MISSING where the file cannot be read or written
 */
export async function openSecret(
  path: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Secret> {
  const given = environment[secretVariable];
  if (given !== undefined) return { key: keyOf(given, secretVariable), from: 'environment' };
  const known = await readIfThere(path);
  if (known !== null) return { key: keyOf(known, path), from: 'file' };
  const key = randomBytes(secretBytes);
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(`${key.toString('hex')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new MingaError('E_FILE_MISSING', {
      found: `${path} cannot be written`,
      expected: 'a place for a new key',
      fix: `name another with --key, or set ${secretVariable}`,
      cause,
    });
  }
  return { key, from: 'new file' };
}

function keyOf(text: string, place: string): Uint8Array {
  const written = text.trim();
  if (/^[0-9a-f]{64}$/i.test(written)) return new Uint8Array(Buffer.from(written, 'hex'));
  throw new MingaError('E_OPTION', {
    found: `${place} holds ${written.length} characters that are no key`,
    expected: '64 hexadecimal digits',
    fix: '`openssl rand -hex 32` makes a key',
  });
}

async function readIfThere(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw new MingaError('E_FILE_MISSING', { found: `${path} cannot be read`, cause });
  }
}
