import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const sources = new URL('../../', import.meta.url).href;
const build = new URL('../../../dist/', import.meta.url).href;

/**
 * The `.js` that the build made of a module of this package; null in a checkout, which runs its
 * TypeScript. As for the command, `MINGA_BUILT=1` says that the checkout has been built: threads and
 * processes start in half the time.
 *
 * @param module as `new URL('./some-worker.ts', import.meta.url)`
 */
export function builtModule(module: URL): URL | null {
  const built = new URL(module.href.replace(/\.ts$/, '.js'));
  if (!import.meta.url.endsWith('.ts')) return built;
  if (process.env.MINGA_BUILT !== '1') return null;
  const there = new URL(built.href.replace(sources, build));
  return existsSync(fileURLToPath(there)) ? there : null;
}
