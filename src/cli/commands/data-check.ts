import { Command, Option } from 'commander';
import pc from 'picocolors';
import type { Severity } from '../../audit/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

interface CheckOptions {
  readonly json?: boolean;
  readonly images: boolean;
  readonly encode?: boolean;
  readonly failOn: 'serious' | 'caution' | 'never';
}

const colours: Readonly<Record<Severity, (text: string) => string>> = {
  serious: text => pc.bold(pc.red(text)),
  caution: text => pc.bold(pc.yellow(text)),
  note: pc.bold,
};

export function dataCheckCommand(): Command {
  return new Command('check')
    .description(
      'audit the data of a plan and its split: leaks, duplicates, drift, what is missing',
    )
    .argument('<plan>', 'a YAML file; its paths are relative to the folder you are in')
    .option('--json', 'one line of JSON instead of text and progress')
    .option('--no-images', 'open no picture')
    .option('--encode', 'encode with the built-in descriptors and look at their vectors too')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 where a finding is as grave')
        .choices(['serious', 'caution', 'never'])
        .default('serious'),
    )
    .action(async (path: string, { json, images, encode, failOn }: CheckOptions) => {
      const { auditPlan, readPlan } = await import('../../study/index.ts');
      const { auditText } = await import('../../report/index.ts');
      const { dataset, audit } = await auditPlan(await readPlan(path), {
        images,
        encode,
        signal: interruptSignal(),
        onEvent: json ? undefined : progressDisplay(),
      });
      const failing: readonly Severity[] =
        failOn === 'never' ? [] : failOn === 'caution' ? ['serious', 'caution'] : ['serious'];
      if (audit.findings.some(({ severity }) => failing.includes(severity))) process.exitCode = 1;
      if (json)
        return print(JSON.stringify({ dataset: dataset.name, hash: dataset.hash, ...audit }));
      const width = Math.min(100, Math.max(40, process.stdout.columns ?? 100));
      print(auditText(audit, { width, mark: (severity, word) => colours[severity](word) }));
    });
}
