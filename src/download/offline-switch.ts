import type { Environment } from './environment.ts';

/**
 * The setting that forbids the network, by name; null where nothing does.
 *
 * @param names variables that forbid it
 */
export function offlineSwitch(
  environment: Environment,
  offline = false,
  names: readonly string[] = ['MINGA_OFFLINE'],
): string | null {
  if (offline) return '--offline';
  const on = (name: string) => /^(1|true|yes|on)$/i.test(environment[name]?.trim() ?? '');
  return names.find(on) ?? null;
}
