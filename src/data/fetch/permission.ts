import { type Environment, isThisMachine, offlineSwitch } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import { type Credentials, physioNetCredentials } from './credentials.ts';
import { baseOf } from './list-source.ts';
import type { FetchRecipe } from './recipe.ts';
import { recipes } from './recipes/index.ts';

export interface Leave {
  readonly acceptTerms?: boolean;
  readonly offline?: boolean;
}

/**
 * Stops before any connection where a set may not or cannot be fetched.
 *
 * @throws E_OFFLINE, E_DOWNLOAD where Minga cannot fetch the set, E_USAGE where its terms were not
 * accepted
 */
export function checkLeave(
  { set, home, terms, citation, byHand }: FetchRecipe,
  environment: Environment,
  { acceptTerms = false, offline }: Leave,
): void {
  if (byHand !== null) {
    throw new MingaError('E_DOWNLOAD', {
      found: `${set} cannot be fetched by Minga: its files have no address that was verified and checksummed. Terms: ${terms}`,
      fix: `${byHand}: ${home} . Cite: ${citation}`,
    });
  }
  const forbidden = offlineSwitch(environment, offline);
  if (forbidden !== null) {
    throw new MingaError('E_OFFLINE', {
      found: `${forbidden} forbids to download ${set}`,
      fix: 'copy the folder from another machine, or lift the switch for this command',
    });
  }
  if (acceptTerms) return;
  throw new MingaError('E_USAGE', {
    found: `${set}: ${terms} (${home})`,
    expected: 'that you have read its terms and keep to them',
    fix: `then add --yes. Cite: ${citation}`,
  });
}

/**
 * The account for a set that asks for one: from the environment, else from a person; null where none is
 * needed, or a mirror may do without. No mirror hears a password but one on this machine.
 *
 * @throws E_USAGE where an account is needed and none is at hand
 */
export async function accountFor(
  recipe: FetchRecipe,
  environment: Environment,
  mirror: string | undefined,
  askCredentials: ((server: string) => Promise<Credentials | null>) | undefined,
): Promise<Credentials | null> {
  const source = recipe.sources.find(
    one => one.kind === 'physionet' && one.access === 'credentialed',
  );
  if (source === undefined) return null;
  const base = baseOf(source, mirror);
  if (mirror !== undefined && !isThisMachine(base)) return null;
  const account = physioNetCredentials(environment) ?? (await askCredentials?.(base)) ?? null;
  if (account !== null || mirror !== undefined) return account;
  throw new MingaError('E_USAGE', {
    found: `${recipe.set} is given to PhysioNet accounts that have signed for it, and no account is set`,
    expected: 'PHYSIONET_USERNAME and PHYSIONET_PASSWORD in the environment',
    fix: `set them, or run this on a terminal, where they are asked for; the agreement is signed at ${recipe.home}`,
  });
}

/** @throws E_USAGE where Minga knows no such set */
export function unknownSet(set: string): MingaError {
  return new MingaError('E_USAGE', {
    found: `no data set named ${JSON.stringify(set.slice(0, 100))}`,
    expected: `one of ${recipes.map(recipe => recipe.set).join(', ')}`,
  });
}
