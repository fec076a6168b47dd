/** `10,015` */
export function count(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}

/** `3 rows`, `1 row` */
export function many(value: number, one: string, several = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : several}`;
}

/** `55 %`; what is not quite nothing or all is not shown as such. */
export function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return '<0.1 %';
  if (value < 100 && value > 99.9) return '>99.9 %';
  return `${value < 10 || value > 90 ? Number(value.toFixed(1)) : Math.round(value)} %`;
}

/** `0.871` */
export function figure(value: number): string {
  return value.toFixed(3);
}

/** `0.871 (0.850–0.892)`: an estimate with its 95 % interval, cut at 0 and 1. */
export function estimate(value: number, standardError: number): string {
  const low = Math.max(0, value - 1.96 * standardError);
  const high = Math.min(1, value + 1.96 * standardError);
  return `${figure(value)} (${figure(low)}–${figure(high)})`;
}

/** `a, b and c`; of many the first, and how many more. */
export function listed(items: readonly string[], most = 5): string {
  if (items.length > most + 1) {
    return `${items.slice(0, most).join(', ')} and ${count(items.length - most)} more`;
  }
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
