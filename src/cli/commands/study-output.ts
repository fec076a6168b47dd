import { basename, relative } from 'node:path';
import { resultsTable, writeExports, writeReport } from '../../report/index.ts';
import { type Plan, runStudy } from '../../study/index.ts';
import { interruptSignal } from '../interrupt.ts';
import { print } from '../print.ts';
import { progressDisplay } from '../progress.ts';

export interface OutputOptions {
  readonly json?: boolean;
}

/** Runs a plan, writes its report and prints what came out. */
export async function runAndPrint(plan: Plan, { json }: OutputOptions): Promise<void> {
  const results = await runStudy(plan, {
    signal: interruptSignal(),
    onEvent: json ? undefined : progressDisplay(),
  });
  const report = await writeReport(plan.report.folder);
  const files = await writeExports(plan.report.folder);
  if (json) {
    const { best, costs } = results;
    print(JSON.stringify({ run: plan.report.folder, report, files, best, costs }));
    return;
  }
  print(`\n${resultsTable(results)}\n`);
  print(`Report   ${relative('', report)}`);
  print(`Results  ${relative('', plan.report.folder)}/results.json`);
  if (files.length > 0) print(`Beside   ${files.map(({ path }) => basename(path)).join(', ')}`);
}
