import { createRequire } from 'node:module';
import { cpus, totalmem } from 'node:os';

const require = createRequire(import.meta.url);

/** What figures of time and memory depend on. */
export function describeMachine() {
  const processors = cpus();
  return {
    platform: `${process.platform} ${process.arch}`,
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryBytes: totalmem(),
  };
}

export function describeSoftware() {
  return {
    minga: versionOf('../../package.json'),
    node: process.versions.node,
    onnxruntime: versionOf('onnxruntime-node/package.json'),
  };
}

/** The most memory that this process, worker threads included, has held at once. */
export function peakResidentBytes(): number {
  return process.resourceUsage().maxRSS * 1024;
}

/** Processor seconds of this process, all threads together. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function versionOf(file: string): string {
  const { version }: { version: string } = require(file);
  return version;
}
