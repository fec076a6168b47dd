/** One reading of bench/table.ts, in a process of its own: `table-ours.ts table|dataset FILE`. */
import { pathToFileURL } from 'node:url';
import { loadDataset } from '../src/data/index.ts';
import { readTable } from '../src/data/table/index.ts';

/** What one reading took, start of the process apart. */
export interface ReadCost {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** The last line of what a side printed. */
export function readCost(output: string): ReadCost {
  const [seconds, cpuSeconds, peakMiB] = JSON.parse(output.trim().split('\n').at(-1) ?? '');
  return { seconds, cpuSeconds, peakMiB };
}

async function read(what: string, file: string): Promise<number> {
  if (what === 'table') return (await readTable(file)).rowCount;
  const { samples } = await loadDataset({
    adapter: 'table',
    table: file,
    columns: { id: 'id', label: 'label', group: 'patient', time: 'visit', site: 'site' },
  });
  return samples.length;
}

const [, script, what, file] = process.argv;
if (import.meta.url === pathToFileURL(script).href) {
  const [started, used] = [performance.now(), process.cpuUsage()];
  if ((await read(what, file)) === 0) throw new Error('no rows');
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(used);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  console.log(JSON.stringify([seconds, (user + system) / 1e6, peakMiB]));
}
