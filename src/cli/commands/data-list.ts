import { Command } from 'commander';
import pc from 'picocolors';
import type { DeclaredSummary } from '../../data/index.ts';
import { print } from '../print.ts';

export function dataListCommand(): Command {
  return new Command('list')
    .description('the published data sets that Minga reads: home, terms, groups, labels, leaks')
    .argument('[adapter]', 'one of them, in full')
    .option('--json', 'one line of JSON')
    .action(async (adapter: string | undefined, { json }: { readonly json?: boolean }) => {
      const { declaredDataset, declaredDatasets } = await import('../../data/index.ts');
      if (adapter !== undefined) {
        const summary = declaredDataset(adapter);
        return print(json ? JSON.stringify(summary) : inFull(summary));
      }
      const summaries = declaredDatasets();
      if (json) return print(JSON.stringify(summaries));
      print(summaries.map(inShort).join('\n\n'));
      print(`
${summaries.length} data sets. One in full: minga data list ADAPTER
To try one without its data: minga data sample ADAPTER DIR (everything in it is invented)
Your own data: docs/data.md`);
    });
}

function inShort(summary: DeclaredSummary): string {
  const { name, title, home, terms, roles, labels, leaks } = summary;
  const leaking = Object.keys(leaks);
  return [
    `${pc.bold(name)}  ${title}`,
    `  home    ${home}`,
    `  terms   ${terms}`,
    `  group   ${roles.group}`,
    `  labels  ${labels.map(labelInShort).join(', ')}`,
    `  leaks   ${leaking.length === 0 ? 'none known' : leaking.join(', ')}`,
  ].join('\n');
}

const learnt = { class: 'one class', multilabel: 'several labels', number: 'a number' } as const;

function labelInShort({ name, task }: DeclaredSummary['labels'][number]): string {
  return `${name} (${learnt[task]})`;
}

const learntAtLength = { multilabel: 'any number of labels', number: 'a number' } as const;

function inFull(summary: DeclaredSummary): string {
  const { name, title, home, terms, citation, roles, labels, options } = summary;
  const { textFields, leaks, aside, paperProtocol } = summary;
  const parts = Object.entries(roles).map(([role, column]) => `${role} ${column}`);
  const lines = [
    `${pc.bold(name)}  ${title}`,
    `  home      ${home}`,
    `  terms     ${terms}`,
    `  cite      ${citation}`,
    `  columns   ${parts.join(', ')}`,
    `  text      ${textFields.join(', ')}`,
    ...section(
      'labels',
      labels.map(label => [
        `${label.name}${label.isDefault ? ' (default)' : ''}:`,
        `${label.task === 'class' ? '' : `${learntAtLength[label.task]}; `}${label.rule}`,
      ]),
    ),
    ...section(
      'options',
      options.map(option => [`${option.name}:`, option.meaning]),
    ),
    ...section('give the label away, and enter a text only where it names them', entries(leaks)),
    ...section('left out of the text for other reasons', entries(aside)),
    ...section(
      'what the paper did differently',
      paperProtocol.map(sentence => ['-', sentence]),
    ),
  ];
  return lines.join('\n');
}

/** Columns that share a reason stand together. */
function entries(reasons: Readonly<Record<string, string>>): [string, string][] {
  const columns = new Map<string, string[]>();
  for (const [column, reason] of Object.entries(reasons)) {
    columns.set(reason, [...(columns.get(reason) ?? []), column]);
  }
  return [...columns].map(([reason, names]) => [`${names.join(', ')}:`, reason]);
}

function section(title: string, rows: readonly (readonly [string, string])[]): string[] {
  if (rows.length === 0) return [];
  return ['', pc.bold(title), ...rows.map(([name, meaning]) => `  ${name} ${meaning}`)];
}
