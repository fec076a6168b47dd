/** Between a number and its unit: they must not part at the end of a line. */
const space = '\u00a0';
const minus = '\u2212';

/** What stands for a figure that the data leave undefined. */
export const undefinedFigure = '–';

interface Estimate {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How many decimals an interval bears out: three, and fewer where its half-width is so large that
 * the third says nothing.
 */
export function decimalsFor({ low, high }: Estimate): number {
  if (low === null || high === null) return 3;
  const half = (high - low) / 2;
  if (half < 0.1) return 3;
  return half < 1 ? 2 : 1;
}

/** `0.871`, `−0.004`, or `–` where undefined. */
export function formatNumber(value: number | null, decimals = 3): string {
  if (value === null || !Number.isFinite(value)) return undefinedFigure;
  const digits = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(digits) !== 0 ? minus + digits : digits;
}

/** `+0.023`, `−0.004`, `0.000`. */
export function formatSigned(value: number | null, decimals = 3): string {
  const text = formatNumber(value, decimals);
  return value !== null && value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** `0.871`, with the decimals that its interval bears out. */
export function formatEstimate(interval: Estimate): string {
  return formatNumber(interval.estimate, decimalsFor(interval));
}

/** `0.850 to 0.892`. */
export function formatRange(interval: Estimate, format = formatNumber): string {
  const decimals = decimalsFor(interval);
  return `${format(interval.low, decimals)} to ${format(interval.high, decimals)}`;
}

/** `+0.023`, with the decimals that its interval bears out. */
export function formatDifference(difference: Estimate): string {
  return formatSigned(difference.estimate, decimalsFor(difference));
}

/** `95 %`; a share that is small but not zero is never shown as zero. */
export function formatPercent(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return undefinedFigure;
  const percent = share * 100;
  if (percent > 0 && percent < 0.5) return `<1${space}%`;
  if (percent < 100 && percent > 99.5) return `>99${space}%`;
  return `${Math.round(percent)}${space}%`;
}

/** `10,015`; one decimal where the count is a mean. */
export function formatCount(count: number): string {
  return count.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** `3 rows`, `1 row`. */
export function formatMany(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)}${space}${count === 1 ? one : many}`;
}

/** `0.04 s`, `12.3 s`, `4 min 10 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)}${space}s`;
  if (seconds < 120) return `${seconds.toFixed(1)}${space}s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0
    ? `${hours}${space}h ${minutes}${space}min`
    : `${minutes}${space}min ${whole % 60}${space}s`;
}

/** `0.42 ms`, `12.3 ms`, `1,204 ms`. */
export function formatMilliseconds(milliseconds: number): string {
  const decimals = milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0;
  const text = milliseconds.toLocaleString('en', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return `${text}${space}ms`;
}

const byteUnits = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** `1.4 MB`: decimal units, as disks are sold. */
export function formatBytes(bytes: number): string {
  const power = Math.min(byteUnits.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toPrecision(3)}${space}${byteUnits[power]}`;
}

/** `23 November 2026, 20:41 UTC`. */
export function formatMoment(iso: string): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** A text of at most `length` characters, its end left out where it is longer. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
