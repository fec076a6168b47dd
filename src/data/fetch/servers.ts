import { isThisMachine, type Refusal, type Server } from '../../download/index.ts';
import { basicAuthorization, type Credentials } from './credentials.ts';
import type { FetchRecipe, PhysioNetSource } from './recipe.ts';

export const physioNet = 'https://physionet.org';
export const harvardDataverse = 'https://dataverse.harvard.edu';

/** PhysioNet, or a mirror of it, and what its refusals mean for one project. */
export function physioNetServer(
  base: string,
  { set }: FetchRecipe,
  { slug, version }: PhysioNetSource,
  credentials: Credentials | null,
): Server {
  const page = `${physioNet}/content/${slug}/${version}/`;
  return {
    base,
    authorization: credentials === null ? null : basicAuthorization(credentials),
    kind: 'PhysioNet',
    setting: '--mirror',
    refusal: status => refusal(status),
  };

  function refusal(status: number): Refusal {
    if (status === 401) return unknownUser(base, credentials !== null);
    if (status === 403) {
      // PhysioNet's published code (project/utility.py, http_auth_allowed) heeds a password only from
      // programs that it lists, and answers others as if none had been sent.
      return {
        meaning: `this account may not read ${slug} ${version}, or PhysioNet does not take passwords from Minga`,
        fix: `see to it that your account is credentialed, its training valid and the data use agreement signed, at ${page}; where they are, download with "wget -r -N -c -np -nH --cut-dirs=3 --user YOU --ask-password ${base}/files/${slug}/${version}/" into the root, then check it with: minga data fetch ${set} --root ROOT --verify`,
      };
    }
    if (status === 404) {
      return {
        expected: `a version of ${slug} that exists, with ${version} spelt as its page spells it`,
        fix: `look at ${page} and name another with --release`,
      };
    }
    return { fix: 'try again later, or another mirror' };
  }
}

function unknownUser(base: string, sent: boolean): Refusal {
  if (base !== physioNet && !isThisMachine(base)) {
    return {
      meaning: 'it wants an account, and Minga sends a password to no mirror',
      fix: 'leave --mirror out',
    };
  }
  return {
    meaning: sent ? 'it does not know this user and password' : 'it wants an account',
    fix: sent
      ? 'check PHYSIONET_USERNAME and PHYSIONET_PASSWORD'
      : 'set PHYSIONET_USERNAME and PHYSIONET_PASSWORD, or run this on a terminal, where they are asked for',
  };
}

/** A Dataverse, or a mirror of one. */
export function dataverseServer(base: string, { home }: FetchRecipe): Server {
  return {
    base,
    authorization: null,
    kind: 'a Dataverse',
    setting: '--mirror',
    refusal: status => {
      if (status !== 400 && status !== 401 && status !== 403) {
        return { fix: 'try again later, or download in a browser and see docs/fetching.md' };
      }
      return {
        meaning: 'it wants something of you first, such as a guestbook or terms to accept',
        fix: `download in a browser at ${home} and place the files by docs/fetching.md`,
      };
    },
  };
}
