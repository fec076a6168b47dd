import { readdirSync, readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { program } from '../src/cli/program.ts';
import { planSchema } from '../src/study/plan.ts';

const root = new URL('../', import.meta.url);
const pages = [
  'README.md',
  ...readdirSync(new URL('docs', root)).flatMap(name =>
    name.endsWith('.md') ? [`docs/${name}`] : [],
  ),
].map(path => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

/** What a part of a plan stands in where a page shows only that part. */
const around = {
  name: 'docs',
  dataset: { adapter: 'table', table: 'records.csv', columns: { id: 'id', label: 'label' } },
};

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The plans of a block: more than one where a key is shown in several ways, a line each. */
function plansOf(block: string): Fields[] {
  if (block.startsWith('  ')) return plansOf(`dataset:\n${block}`);
  const isOne = parseDocument(block).errors.length === 0;
  const parts = isOne ? [block] : block.split('\n').filter(line => line.trim() !== '');
  return parts.map(part => whole(parse(part)));
}

function whole(part: unknown): Fields {
  if (!isFields(part)) throw new Error(`not a part of a plan: ${JSON.stringify(part)}`);
  const { dataset, input, ...rest } = part;
  const isOther = isFields(dataset) && 'adapter' in dataset && dataset.adapter !== 'table';
  return {
    ...around,
    ...(input === undefined ? {} : { encode: { input } }),
    ...rest,
    dataset: isOther ? dataset : { ...around.dataset, ...(isFields(dataset) ? dataset : {}) },
  };
}

const blocks = pages.flatMap(({ path, text }) =>
  [...text.matchAll(/```yaml\n(.*?)```/gs)].flatMap(([, block]) =>
    plansOf(block).map(plan => ({ path, block, plan })),
  ),
);

/** `minga …` in blocks and in lines, without remarks and brackets. */
const commands = pages.flatMap(({ path, text }) => {
  const inBlocks = [...text.matchAll(/```(?:sh|bash)?\n(.*?)```/gs)].flatMap(([, block]) =>
    [...block.matchAll(/^(?:npx )?minga ([a-z].*)$/gm)].map(([, line]) => line),
  );
  const inLines = [...text.matchAll(/`(?:npx )?minga ([a-z][^`\n]*)`/g)].map(([, line]) => line);
  return [...inBlocks, ...inLines].map(line => ({
    path,
    line: line.replace(/\s+#.*$|\s{3,}.*$|[[\]]/g, '').trim(),
  }));
});

/** The words of a line that no command or option answers to. */
function unknownWords(line: string): string[] {
  let command: Command = program();
  const words = line.split(/\s+/);
  const found: string[] = [];
  let named = true;
  for (const word of words) {
    const flag = word.split('=')[0];
    if (word.startsWith('-')) {
      named = false;
      if (!command.options.some(({ short, long }) => flag === short || flag === long))
        found.push(word);
      continue;
    }
    const next = command.commands.find(each => each.name() === word);
    if (next !== undefined && named) command = next;
    else if (named && command.commands.length > 0) found.push(word);
    else named = false;
  }
  return found;
}

describe('the pages', () => {
  test.each(blocks)('$path shows a part of a plan that can be run', ({ plan, block }) => {
    const { error } = planSchema.safeParse(plan);
    expect(
      error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [],
      block,
    ).toEqual([]);
  });

  test('hold commands and parts of plans', () => {
    expect(blocks.length).toBeGreaterThan(30);
    expect(commands.length).toBeGreaterThan(80);
  });

  test.each(commands)('$path: minga $line', ({ line }) => {
    expect(unknownWords(line)).toEqual([]);
  });
});

test('a word that is no command, and an option that is none, are found', () => {
  expect(unknownWords('study fly')).toEqual(['fly']);
  expect(unknownWords('run plan.yaml --fast')).toEqual(['--fast']);
});
