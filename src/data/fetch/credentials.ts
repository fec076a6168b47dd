import type { Environment } from '../../download/index.ts';

/** A person's own account. It lives in memory as long as a fetch, and is written nowhere. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** From `PHYSIONET_USERNAME` and `PHYSIONET_PASSWORD`; null unless both are set. */
export function physioNetCredentials(environment: Environment): Credentials | null {
  const { PHYSIONET_USERNAME: username, PHYSIONET_PASSWORD: password } = environment;
  return username && password ? { username, password } : null;
}

/** The Authorization header of RFC 7617, in UTF-8. */
export function basicAuthorization({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}
