const day = 86_400_000;

/**
 * A date (DA) or date and time (DT) so many days earlier, the rest as it was; empty where there is no
 * whole date. Several values are moved one by one.
 */
export function movedBack(value: string, days: number): string {
  const moved = value.split('\\').map(part => oneMovedBack(part.trim(), days));
  return moved.includes('') ? '' : moved.join('\\');
}

function oneMovedBack(value: string, days: number): string {
  // Old files write dates with points (PS3.5, 6.2, note to DA).
  const found = /^(\d{4})\.?(\d{2})\.?(\d{2})(.*)$/.exec(value);
  if (found === null) return '';
  const [, year, month, date, rest] = found;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(date));
  const back = new Date(time);
  const isDate = back.getUTCMonth() === Number(month) - 1 && back.getUTCDate() === Number(date);
  // Years before 100 would be taken for those after 1900.
  if (!isDate || Number(year) < 1000 || !/^[\d.+-]*$/.test(rest)) return '';
  return `${new Date(time - days * day).toISOString().slice(0, 10).replaceAll('-', '')}${rest}`;
}
