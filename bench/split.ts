/**
 * What dividing a large data set costs: seconds by method, on the clock and of the processor, and the most memory of the process.
 *
 *     npx tsx bench/split.ts [rows = 1000000] [groups = 500000]
 *
 * Samples are made up: two a group, seven unbalanced classes (or twelve labels at once), ten sites,
 * 156 weeks. Making them is not counted.
 */

import { makeDataset } from '../src/data/dataset.ts';
import {
  type Dataset,
  makeSplit,
  makeSplits,
  type Sample,
  type SplitOptions,
} from '../src/data/index.ts';
import { Random } from '../src/tensor/index.ts';

const [rows = 1_000_000, groups = 500_000] = process.argv.slice(2).map(Number);
const classes = ['akiec', 'bcc', 'bkl', 'df', 'mel', 'nv', 'nv', 'nv', 'nv', 'nv', 'nv', 'vasc'];

function madeDataset(multilabel: boolean): Dataset {
  const random = new Random(0, 'bench split');
  const samples = Array.from({ length: rows }, (_, i): Sample => {
    const drawn = multilabel
      ? classes.map((_, c) => `label ${c}`).filter((_, c) => random.below(4 + 3 * c) === 0)
      : [classes[random.below(classes.length)]];
    const labels = drawn.sort();
    const group = `group ${i % groups}`;
    const week = new Date(Date.UTC(2016, 0, 1 + 7 * random.below(156)));
    return {
      id: `sample ${i}`,
      image: null,
      record: {},
      text: '',
      label: labels.join(', '),
      labels,
      group,
      time: week.toISOString().slice(0, 10),
      site: `site ${(i % groups) % 10}`,
      part: i % 5 === 0 ? 'test' : 'train',
      line: i + 2,
    };
  });
  return makeDataset({
    name: 'bench',
    samples,
    groupColumn: 'group',
    textFields: [],
    skipped: [],
    warnings: [],
    rowsRead: rows,
    multilabel,
  });
}

function measure(name: string, work: () => void): void {
  const started = performance.now();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  const [wall, processor] = [(performance.now() - started) / 1000, (user + system) / 1e6];
  console.log(`${name.padEnd(28)} ${wall.toFixed(1)} s, processor ${processor.toFixed(1)} s`);
}

const single = madeDataset(false);
console.log(`${rows} rows in ${groups} groups`);
const methods: Readonly<Record<string, SplitOptions>> = {
  grouped: {},
  'one fold of five': { method: 'folds', folds: 5 },
  time: { method: 'time' },
  site: { method: 'site', fold: 0 },
  given: { method: 'given' },
};
for (const [name, settings] of Object.entries(methods)) {
  measure(name, () => makeSplit(single, settings));
}
measure('all five folds', () => makeSplits(single, { method: 'folds', folds: 5 }));
const several = madeDataset(true);
measure('grouped, several labels', () => makeSplit(several));
console.log(`most resident memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
