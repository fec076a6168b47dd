import { MingaError } from '../errors/index.ts';

const longest = 96;

/**
 * A hub id, `organisation/name` or `name`, as it was given: letters, digits, `.`, `_`, `-`, no part
 * that begins with a dot, ends in one, or holds two in a row. So an id can never leave the models' folder.
 *
 * @throws E_MODEL where it is anything else
 * @example
 * parseModelId('facebook/dinov2-base');
 */
export function parseModelId(id: string): string {
  if (isModelId(id)) return id;
  throw new MingaError('E_MODEL', {
    found: `${JSON.stringify(id.slice(0, 2 * longest))} is no hub id`,
    expected: 'organisation/name, of letters, digits, ".", "_" and "-"',
  });
}

/** Names that Windows keeps for devices, whatever their ending. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

export function isModelId(id: string): boolean {
  const parts = id.split('/');
  return (
    id.length <= longest &&
    parts.length <= 2 &&
    parts.every(
      part => /^[A-Za-z0-9_-]([A-Za-z0-9._-]*[A-Za-z0-9_-])?$/.test(part) && !reserved.test(part),
    ) &&
    !id.includes('..')
  );
}
