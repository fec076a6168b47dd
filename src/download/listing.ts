import type { z } from 'zod';
import { MingaError } from '../errors/index.ts';
import { ask, type Line } from './request.ts';
import { withRetries } from './retries.ts';
import { TransientFault } from './transient-fault.ts';

/** An answer that was read to its end, and where the next page is. */
export interface Fetched<Value> {
  readonly value: Value;
  readonly next: string | null;
}

const mostBytes = 32 * 2 ** 20;

/**
 * Asks for JSON of a known form.
 *
 * @throws E_DOWNLOAD where the server refuses, or answers something else
 */
export function askJson<Schema extends z.ZodType>(
  line: Line,
  url: string,
  subject: string,
  schema: Schema,
): Promise<Fetched<z.infer<Schema>>> {
  return withRetries(line, subject, async () => {
    const { text, headers } = await readText(line, url, subject, mostBytes);
    const parsed = schema.safeParse(parse(text));
    if (!parsed.success) throw malformed(line, url, parsed.error.issues[0].message);
    return { value: parsed.data, next: nextPage(line, headers.get('link'), url) };
  });
}

/**
 * Asks for a text in UTF-8.
 *
 * @throws E_DOWNLOAD where the server refuses, or sends more than `most` bytes
 */
export function askText(line: Line, url: string, subject: string, most: number): Promise<string> {
  return withRetries(line, subject, async () => (await readText(line, url, subject, most)).text);
}

async function readText(
  line: Line,
  url: string,
  subject: string,
  most: number,
): Promise<{ text: string; headers: Headers }> {
  const answer = await ask(line, url, subject);
  try {
    const parts: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of answer.pieces()) {
      parts.push(piece);
      bytes += piece.length;
      if (bytes > most) throw malformed(line, url, `more than ${most} bytes`);
    }
    return { text: Buffer.concat(parts).toString('utf8'), headers: answer.headers };
  } finally {
    answer.close();
  }
}

/** An answer that was cut looks like this; a page of a captive portal does, too. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new TransientFault('the answer is not JSON, or was cut');
  }
}

/** The `rel="next"` of a Link header; it must stay with the server. */
function nextPage(line: Line, link: string | null, url: string): string | null {
  const target = link?.match(/<([^>]*)>\s*;[^,]*rel="?next"?/)?.[1];
  if (target === undefined) return null;
  const next = URL.canParse(target, url) ? new URL(target, url) : null;
  if (next !== null && next.origin === new URL(url).origin) return next.href;
  throw malformed(line, url, 'its next page lies elsewhere');
}

function malformed({ server }: Line, url: string, reason: string): MingaError {
  return new MingaError('E_DOWNLOAD', {
    found: `${url}: ${reason}`,
    expected: `the answer of ${server.kind}`,
    fix: `check ${server.setting}; a login page in between answers so, too`,
  });
}
