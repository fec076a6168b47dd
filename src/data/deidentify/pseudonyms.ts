import { createHmac } from 'node:crypto';

/** UIDs that the standard itself defines, which tell nothing of a person (PS3.6, annex A). */
const standardRoot = '1.2.840.10008.';

/** The most days that dates are moved back: ten years. */
const mostDays = 3652;

/** What stands for what identified: always the same under one key, and not to be guessed without it. */
export interface Pseudonyms {
  /** `MINGA-` and 16 hexadecimal digits. */
  person(id: string): string;
  /** A UID under 2.25 (PS3.5, B.2); one that the standard defines is itself. */
  uid(uid: string): string;
  /** Days, 1–3652, by which all dates of a person are moved back. */
  days(id: string): number;
  /** 16 hexadecimal digits for a file. */
  file(path: string): string;
}

/**
 * Pseudonyms by HMAC-SHA-256 (RFC 2104), each kind with a message of its own.
 *
 * @param key 32 bytes
 */
export function pseudonyms(key: Uint8Array): Pseudonyms {
  const digest = (kind: string, text: string) =>
    createHmac('sha256', key).update(`${kind}\0${text}`).digest();
  return {
    person: id => `MINGA-${digest('person', id).toString('hex', 0, 8)}`,
    uid(uid) {
      if (uid.startsWith(standardRoot)) return uid;
      const bytes = digest('uid', uid).subarray(0, 16);
      // The version and variant of a UUID made in a way of one's own (RFC 9562, 5.8).
      bytes[6] = 0x80 | (bytes[6] & 0x0f);
      bytes[8] = 0x80 | (bytes[8] & 0x3f);
      return `2.25.${BigInt(`0x${bytes.toString('hex')}`)}`;
    },
    days: id => 1 + (digest('days', id).readUInt32BE(0) % mostDays),
    file: path => digest('file', path).toString('hex', 0, 8),
  };
}
