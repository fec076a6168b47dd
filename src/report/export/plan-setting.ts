import type { Results } from '../../study/index.ts';

/**
 * A setting of the plan as text, by its path: `planSetting(results, 'train', 'batch')`. Null where
 * the plan of the run has none; results hold the plan as plain JSON, of whichever version made it.
 */
export function planSetting({ plan }: Results, ...path: readonly string[]): string | null {
  let value: unknown = plan;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return null;
    value = new Map<string, unknown>(Object.entries(value)).get(key);
  }
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(String).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** How heads were trained, in one sentence; what the plan does not say is left out. */
export function trainingSentence(results: Results): string {
  const named: readonly (readonly [string, string])[] = [
    ['optimizer', 'optimiser'],
    ['rate', 'rate'],
    ['batch', 'batch'],
    ['epochs', 'epochs at most'],
    ['patience', 'patience'],
    ['monitor', 'stopped by validation'],
    ['weightDecay', 'weight decay'],
    ['classWeights', 'class weights'],
    ['linear', 'linear heads'],
  ];
  const settings = named.flatMap(([key, name]) => {
    const value = planSetting(results, 'train', key);
    return value === null ? [] : [`${name} ${value}`];
  });
  return `Heads were trained with ${settings.join(', ')}; seeds ${seedsOf(results)}.`;
}

function seedsOf({ cells: [first] }: Results): string {
  return first === undefined ? 'none' : first.fits.map(({ seed }) => seed).join(', ');
}
