import { MingaError } from '../../errors/index.ts';
import { nearestName } from '../nearest-name.ts';
import type { DatasetDeclaration } from './declaration.ts';
import { declarations } from './declarations.ts';

/** @throws E_USAGE where no declared data set has that name */
export function declarationNamed(adapter: string): DatasetDeclaration {
  const all: readonly DatasetDeclaration[] = declarations;
  const found = all.find(({ name }) => name === adapter);
  if (found !== undefined) return found;
  const names = all.map(({ name }) => name);
  const nearest = nearestName(adapter, names);
  throw new MingaError('E_USAGE', {
    found: `no declared data set is called "${adapter}"`,
    expected: `one of ${names.join(', ')}`,
    fix: nearest === undefined ? 'minga data list shows them' : `did you mean "${nearest}"?`,
  });
}
