import type { Dimension, Shape } from '../value.ts';

// Sizes that follow from named ones are named by what they are ("N*16", "T + 1"), written in one
// order, so that two ways to the same size give the same name and the shapes still agree.

/** The product of sizes: a number where all are known. */
export function product(sizes: Shape): Dimension {
  const { factor, names } = factors(sizes);
  return named(factor, names);
}

/** The product of `sizes` divided by that of `by`. Null where known sizes do not divide. */
export function quotient(sizes: Shape, by: Shape): Dimension | null {
  const above = factors(sizes);
  const below = factors(by);
  const names = [...above.names];
  const rest = below.names.filter(name => {
    const at = names.indexOf(name);
    if (at >= 0) names.splice(at, 1);
    return at < 0;
  });
  if (rest.length === 0 && above.factor % below.factor === 0) {
    return named(above.factor / below.factor, names);
  }
  if (rest.length === 0 && names.length === 0) return null;
  return `${wrapped(named(above.factor, names))}/${wrapped(named(below.factor, rest))}`;
}

/** A size and a number more (or less). */
export function plus(size: Dimension, more: number): Dimension {
  if (typeof size === 'number') return size + more;
  const sum = /^(.+) ([+-]) (\d+)$/.exec(size);
  const [base, offset] = sum === null ? [size, 0] : [sum[1], Number(`${sum[2]}${sum[3]}`)];
  const total = offset + more;
  return total === 0 ? base : `${base} ${total < 0 ? '-' : '+'} ${Math.abs(total)}`;
}

/** How often a step of `stride` fits into `size`, counting the start: ⌊size / stride⌋ + 1. */
export function steps(size: Dimension, stride: number): Dimension {
  if (typeof size === 'number') return Math.floor(size / stride) + 1;
  return stride === 1 ? plus(size, 1) : `floor(${wrapped(size)}/${stride}) + 1`;
}

function factors(sizes: Shape): { factor: number; names: string[] } {
  let factor = 1;
  const names: string[] = [];
  for (const size of sizes.flatMap(parts)) {
    if (typeof size === 'number') factor *= size;
    else names.push(size);
  }
  return { factor, names: names.toSorted() };
}

/** The factors of a name that is a product; what stands in parentheses is one. */
function parts(size: Dimension): Dimension[] {
  if (typeof size === 'number') return [size];
  const found = outside(size, '*').map(part => (/^\d+$/.test(part) ? Number(part) : part));
  return found.length === 1 ? [wrapped(size)] : found;
}

/** Splits a name at a sign, but not within parentheses. */
function outside(name: string, sign: string): string[] {
  const found = [''];
  let depth = 0;
  for (const letter of name) {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    if (letter === sign && depth === 0) found.push('');
    else found[found.length - 1] += letter;
  }
  return found;
}

function named(factor: number, names: readonly string[]): Dimension {
  if (names.length === 0 || factor === 0) return factor;
  if (names.length === 1 && factor === 1) return unwrapped(names[0]);
  return [...names, ...(factor === 1 ? [] : [factor])].join('*');
}

function wrapped(size: Dimension): Dimension {
  return typeof size === 'number' || /^[\w.]+$/.test(size) || isWrapped(size) ? size : `(${size})`;
}

function unwrapped(name: string): string {
  return isWrapped(name) ? name.slice(1, -1) : name;
}

/** Whether the first parenthesis is closed by the last letter. */
function isWrapped(name: string): boolean {
  let depth = 0;
  const open = Array.from(name, letter => {
    if (letter === '(') depth += 1;
    if (letter === ')') depth -= 1;
    return depth;
  });
  return open.length > 1 && open.indexOf(0) === open.length - 1;
}
