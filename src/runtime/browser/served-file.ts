import { MingaError } from '../../errors/index.ts';

/** What a file must be served as, and how to mend it where it is not. */
interface Expected {
  readonly type?: RegExp;
  readonly expected: string;
  readonly fix?: string;
}

/**
 * A file of the page's own server.
 *
 * @param what is named in the error: `model`
 * @throws E_FILE_MISSING with the address that was asked for and the server's answer, where there is
 *   none, or a page in its place (as servers of single-page applications answer)
 */
export async function servedFile(
  url: string,
  what: string,
  { type, expected, fix }: Expected,
): Promise<Response> {
  const response = await fetch(url).catch((cause: unknown) => cause);
  if (response instanceof Response) {
    const served = response.headers.get('content-type') ?? 'no content type';
    const fits = !served.startsWith('text/html') && (type?.test(served) ?? true);
    if (response.ok && fits) return response;
    await response.body?.cancel();
    const answer = response.ok ? `it is served as ${served}` : `status ${response.status}`;
    throw new MingaError('E_FILE_MISSING', {
      found: `no ${what} at ${url}: ${answer}`,
      expected,
      fix,
    });
  }
  throw new MingaError('E_FILE_MISSING', {
    found: `no ${what} at ${url}: the server does not answer`,
    expected,
    fix,
    cause: response,
  });
}
