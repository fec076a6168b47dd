/**
 * Milliseconds a step of the early-fusion head (1,024 dims, batch 64) in headless Chromium beside
 * Node, turn by turn, so that a noisy machine is noisy for both.
 *
 *     npx tsx bench/browser.ts [--rows N] [--rounds N] [--threads N]
 *
 * Prints a Markdown table: median and range over the rounds; the peak resident memory of the process
 * that trains (Chromium's renderer, this one), which each hold the rows for page and runtime.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { blank, launch, openPage } from '../scripts/browser-fixture/open-page.ts';
import { serveModules } from '../scripts/module-server.ts';
import { openRuntime } from '../src/runtime/index.ts';
import { measure, type Turn } from './browser-fit.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '13012' },
    rounds: { type: 'string', default: '5' },
    threads: { type: 'string', default: '1' },
  },
});
const [rows, rounds, threads] = [values.rows, values.rounds, values.threads].map(Number);

function spread(turns: readonly Turn[], of: (turn: Turn) => number, digits: number): string {
  const sorted = turns.map(of).sort((a, b) => a - b);
  const [low, median, high] = [0, Math.floor(sorted.length / 2), sorted.length - 1].map(at =>
    sorted[at].toFixed(digits),
  );
  return `${median} (${low}–${high})`;
}

/** Megabytes: the largest peak of this process's renderers; Chromium's other processes left out. */
function rendererPeak(): number {
  const lines = execFileSync('ps', ['-eo', 'pid,ppid,args'], { encoding: 'utf8' }).split('\n');
  const processes = lines.map(line => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? []);
  const parents = new Map(processes.map(([, pid, parent]) => [pid, parent]));
  const ours = (pid: string | undefined): boolean =>
    pid !== undefined && (pid === String(process.pid) || ours(parents.get(pid)));
  const peaks = processes
    .filter(([, pid, , command]) => command?.includes('--type=renderer') && ours(pid))
    .map(([, pid]) => peakOf(`/proc/${pid}/status`));
  return Math.max(...peaks);
}

function peakOf(status: string): number {
  return Number(/VmHWM:\s*(\d+)/.exec(readFileSync(status, 'utf8'))?.[1]) / 1024;
}

const server = await serveModules({ pages: { '/': blank } });
const browser = await launch();
const { page } = await openPage(browser, server);
const inPage = () =>
  page.evaluate<Turn>(
    `import('/bench/browser-fit.ts').then(bench => bench.measureInPage(${rows}, ${threads}))`,
  );
async function inNode(): Promise<Turn> {
  const runtime = openRuntime();
  const turn = await measure(runtime, rows, threads);
  await runtime.close();
  return turn;
}

const [chromium, node]: [Turn[], Turn[]] = [[], []];
for (let round = 0; round <= rounds; round++) {
  const turns = [await inPage(), await inNode()];
  // The first turn warms up.
  if (round === 0) continue;
  chromium.push(turns[0]);
  node.push(turns[1]);
}
const line = (name: string, turns: readonly Turn[], peak: number) =>
  `| ${name} | ${spread(turns, turn => turn.millisecondsAStep, 2)} | ${spread(turns, turn => turn.loading, 0)} | ${spread(turns, turn => turn.longestStall, 0)} | ${peak.toFixed(0)} |`;
console.log(`${rows} × 1,024, batch 64, ${threads} thread(s), ${rounds} rounds\n`);
console.log('| where | ms/step | loading, ms | longest stall of the page, ms | peak, MB |');
console.log('|---|---|---|---|---|');
console.log(line(`Chromium ${browser.version()}`, chromium, rendererPeak()));
console.log(line(`Node ${process.versions.node}`, node, peakOf('/proc/self/status')));
await browser.close();
await server.close();
