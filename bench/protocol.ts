import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import type { Runner } from './runner.ts';

/** What figures depend on; it is printed around them and written with them. */
export interface Protocol {
  /** Notes what a process computes with. */
  note(runners: readonly Pick<Runner<never, unknown>, 'name' | 'versions'>[]): void;
  /** Prints machine, software and load, and writes the raw figures where a file was named. */
  finish(figures: unknown): void;
}

/**
 * Starts the protocol of a bench: the load of the machine is taken now and at the end.
 *
 * @param file where the raw figures go, as JSON
 */
export function openProtocol(file: string | undefined): Protocol {
  // A file that cannot be written is better known before an hour of measuring.
  if (file !== undefined) writeFileSync(file, '');
  const before = loadavg();
  const started = new Date();
  const software: Record<string, string> = {
    node: process.versions.node,
    'onnxruntime-node': runtimeVersion(),
  };
  return {
    note(runners) {
      for (const { versions } of runners) Object.assign(software, versions);
    },
    finish(figures) {
      const machine = describeMachine();
      const load = { before, after: loadavg() };
      console.log('');
      console.log(`Command: ${commandLine()}`);
      console.log(
        `Machine: ${machine.processor}, ${machine.usableCores} of ${machine.cores} cores, ${machine.memory} GB; ${process.platform} ${process.arch}`,
      );
      console.log(
        `Software: ${Object.entries(software)
          .map(pair => pair.join(' '))
          .join(', ')}`,
      );
      console.log(`Load average: ${printLoad(load.before)} before, ${printLoad(load.after)} after`);
      console.log(`Time: ${started.toISOString()} to ${new Date().toISOString()}`);
      if (file === undefined) return;
      const record = { command: commandLine(), started, machine, software, load, figures };
      writeFileSync(file, `${JSON.stringify(record, null, 2)}\n`);
      console.log(`Raw figures: ${file}`);
    },
  };
}

function describeMachine() {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? 'unknown processor',
    cores: processors.length,
    usableCores: availableParallelism(),
    memory: Math.round(totalmem() / 1e9),
  };
}

function runtimeVersion(): string {
  const { version }: { version: string } = createRequire(import.meta.url)(
    'onnxruntime-node/package.json',
  );
  return version;
}

function commandLine(): string {
  const [, script, ...args] = process.argv;
  return ['npx tsx', script.replace(`${process.cwd()}/`, ''), ...args].join(' ');
}

function printLoad([minute, five]: readonly number[]): string {
  return `${minute.toFixed(2)} (1 min) ${five.toFixed(2)} (5 min)`;
}
