import { readFile } from 'node:fs/promises';
import { LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { MingaError } from '../errors/index.ts';
import { normalisePlan, type Plan, planSchema } from './plan.ts';

/**
 * Reads a plan from a YAML file.
 *
 * @throws E_FILE_MISSING where there is no such file; E_PLAN naming each line that does not fit
 * @example
 * const plan = await readPlan('plans/ham10000.yaml');
 */
export async function readPlan(path: string): Promise<Plan> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    throw new MingaError('E_FILE_MISSING', {
      found: `no plan at ${path}`,
      expected: 'a YAML file',
      fix: 'see plans/ for examples',
      cause,
    });
  }
  return parsePlan(text, path);
}

/** The plan in a YAML text; `name` stands in messages. @throws E_PLAN as `readPlan` does */
export function parsePlan(text: string, name = 'plan'): Plan {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined) {
    const { line } = lines.linePos(syntax.pos[0]);
    throw new MingaError('E_PLAN', {
      found: `${name} line ${line}: ${syntax.message.split('\n')[0]}`,
      expected: 'YAML',
    });
  }
  const result = planSchema.safeParse(document.toJS());
  if (result.success) return normalisePlan(result.data);
  const problems = result.error.issues.map(issue => {
    const line = lineOf(issue.path);
    return `${name}${line === null ? '' : ` line ${line}`}: ${pathOf(issue.path)}${messageOf(issue)}`;
  });
  throw new MingaError('E_PLAN', {
    found: problems.join('\n'),
    fix: 'docs/plan.md lists every key',
  });

  /** The line of the deepest part of `path` that the file holds. */
  function lineOf(path: readonly PropertyKey[]): number | null {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true);
      const range = rangeOf(node);
      if (range !== null) return lines.linePos(range).line;
    }
    return null;
  }
}

function rangeOf(node: unknown): number | null {
  if (typeof node !== 'object' || node === null || !('range' in node)) return null;
  const { range } = node;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : null;
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.length === 0 ? '' : `${path.map(String).join('.')}: `;
}

function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue.message;
  // An alternative of another type altogether says nothing of what was meant.
  const meant = issue.errors.filter(issues => !issues.every(isOfAnotherType));
  return (meant.length === 0 ? issue.errors : meant)
    .map(issues => issues.map(each => `${pathOf(each.path)}${messageOf(each)}`).join(', '))
    .join('; or ');
}

function isOfAnotherType({ code, path }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type' && path.length === 0;
}
