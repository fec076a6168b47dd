import { readdir } from 'node:fs/promises';
import { temporaryEnding } from './durable-file.ts';
import { fileError } from './file-error.ts';

const shardPattern = /^shard-(\d{6,9})\.safetensors$/;
const journalPattern = /^journal-(\d{6,9})\.bin$/;
const numberPattern = /^(?:shard|journal)-(\d{6,9})\./;

const ownPattern =
  /^((shard-\d{6,9}\.safetensors|manifest\.json)(\.tmp|\.damaged)?|journal-\d{6,9}\.bin)$/;

/** True for a name that only a store gives; its lock is another matter. */
export function isStoreFile(name: string): boolean {
  return ownPattern.test(name);
}

/** True for the name of a shard; a manifest must not name a file elsewhere. */
export function isShardName(name: string): boolean {
  return shardPattern.test(name);
}

/** The files of a store, by kind, each list in order of number. */
export interface FileNames {
  readonly shards: readonly string[];
  readonly journals: readonly string[];
  readonly temporary: readonly string[];
  /** Greater than every number in use, so that no file is ever written over. */
  readonly nextNumber: number;
}

export function shardName(number: number): string {
  return `shard-${String(number).padStart(6, '0')}.safetensors`;
}

export function journalName(number: number): string {
  return `journal-${String(number).padStart(6, '0')}.bin`;
}

/** @throws E_STORE where the folder cannot be read */
export async function listFiles(folder: string): Promise<FileNames> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw fileError(cause, folder, 'read');
  });
  names.sort((a, b) => numberOf(a) - numberOf(b));
  return {
    shards: names.filter(isShardName),
    journals: names.filter(name => journalPattern.test(name)),
    temporary: names.filter(name => isStoreFile(name) && name.endsWith(temporaryEnding)),
    nextNumber: names.reduce((highest, name) => Math.max(highest, numberOf(name)), 0) + 1,
  };
}

function numberOf(name: string): number {
  const match = numberPattern.exec(name);
  return match === null ? 0 : Number(match[1]);
}
