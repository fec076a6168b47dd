/**
 * Serves the example on this machine: `npx tsx examples/browser/serve.ts [port]`, then open the
 * address that it prints. No network is used.
 */
import { serveModules } from '../../scripts/module-server.ts';

const port = Number(process.argv[2] ?? 8787);
const { origin } = await serveModules({ port });
console.log(`Open ${origin}/examples/browser/index.html (Ctrl-C ends the server)`);
