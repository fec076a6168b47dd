import type { Dataset, Sample } from './dataset.ts';

/** A number is cut into as many bands of about equally many samples where a class is asked for. */
const bandCount = 5;

/**
 * For each sample of a data set whose target is a number the name of its band (`cases 4 to 11`).
 * Bands are cut at quantiles of all samples; equal numbers fall into one band, so that there may be
 * fewer than five.
 */
export function numberBands(dataset: Dataset): string[] {
  const { numbers, target } = dataset;
  if (numbers === null || target === null) return dataset.samples.map(({ label }) => label);
  const sorted = numbers.slice().sort();
  const cuts = Array.from(
    { length: bandCount - 1 },
    (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / bandCount) - 1],
  );
  const bounds = [...new Set(cuts)].filter(cut => cut < sorted[sorted.length - 1]);
  const bandOf = (y: number) => {
    const found = bounds.findIndex(bound => y <= bound);
    return found < 0 ? bounds.length : found;
  };
  const ends = bounds.map(() => [Infinity, -Infinity]).concat([[Infinity, -Infinity]]);
  for (const y of numbers) {
    const end = ends[bandOf(y)];
    end[0] = Math.min(end[0], y);
    end[1] = Math.max(end[1], y);
  }
  const names = ends.map(([low, high]) =>
    low === high ? `${target} ${low}` : `${target} ${low} to ${high}`,
  );
  return Array.from(numbers, y => names[bandOf(y)]);
}

/**
 * A data set whose target is a number as one whose classes are bands of it, for whatever looks at
 * classes alone: an audit, a text preview. Any other data set as it is.
 */
export function withBands(dataset: Dataset): Dataset {
  if (dataset.task !== 'regression') return dataset;
  const bands = numberBands(dataset);
  const classes = [...new Set(bands)].sort(
    (a, b) => lowestOf(dataset, bands, a) - lowestOf(dataset, bands, b),
  );
  const indexOf = new Map(classes.map((name, index) => [name, index]));
  const samples = dataset.samples.map(
    (sample, i): Sample => ({ ...sample, label: bands[i], labels: [bands[i]] }),
  );
  return {
    ...dataset,
    task: 'multiclass',
    samples,
    classes,
    labels: Int32Array.from(bands, name => indexOf.get(name) ?? -1),
  };
}

function lowestOf({ numbers }: Dataset, bands: readonly string[], name: string): number {
  return numbers?.[bands.indexOf(name)] ?? 0;
}
