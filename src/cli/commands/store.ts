import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import { Command } from 'commander';
import type { StoreSummary } from '../../store/index.ts';
import { print } from '../print.ts';
import { storeExportCommand } from './store-export.ts';
import { storeImportCommand } from './store-import.ts';

const defaultRoot = '.minga/store';

/** `minga store`: vectors on disk. */
export function storeCommand(): Command {
  const store = new Command('store').description(
    'vectors on disk: list, verify, purge; to Python and from it',
  );
  const subcommands = [
    listCommand(),
    verifyCommand(),
    purgeCommand(),
    storeExportCommand(),
    storeImportCommand(),
  ];
  for (const command of subcommands) store.addCommand(command.copyInheritedSettings(store));
  return store;
}

function listCommand(): Command {
  return new Command('list')
    .description('the stores in a folder: encoder, rows, size')
    .argument('[root]', 'a folder of stores', defaultRoot)
    .option('--json', 'one line of JSON')
    .action(async (root: string, { json }: { readonly json?: boolean }) => {
      const { listStores } = await import('../../store/index.ts');
      const stores = await listStores(root);
      if (json) return print(JSON.stringify(stores));
      if (stores.length === 0) return print(`no stores in ${root}`);
      for (const store of stores) print(described(store));
      const bytes = stores.reduce((sum, store) => sum + store.bytes, 0);
      print(`${plural(stores.length, 'store')}, ${size(bytes)}`);
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('hash every byte of every store again: 1 where one has changed')
    .argument('[root]', 'a folder of stores', defaultRoot)
    .option('--json', 'one line of JSON')
    .action(async (root: string, { json }: { readonly json?: boolean }) => {
      const { listStores, verifyStore } = await import('../../store/index.ts');
      const found = [];
      for (const { folder } of await listStores(root)) {
        found.push({ folder, ...(await verifyStore(folder)) });
      }
      if (json) print(JSON.stringify(found));
      for (const { folder, shards, rows, damaged } of json ? [] : found) {
        const state = damaged.length === 0 ? 'sound' : `${plural(damaged.length, 'shard')} damaged`;
        print(`${place(folder)}: ${plural(shards, 'shard')}, ${plural(rows, 'row')}, ${state}`);
        for (const { path, rows: lost, reason } of damaged) {
          print(`  ${place(path)}: ${reason}; delete it and its ${lost} rows are made anew`);
        }
      }
      if (found.length === 0 && !json) print(`no stores in ${root}`);
      if (found.some(({ damaged }) => damaged.length > 0)) process.exitCode = 1;
    });
}

interface PurgeOptions {
  readonly yes?: boolean;
  readonly encoder?: string;
  readonly json?: boolean;
}

function purgeCommand(): Command {
  return new Command('purge')
    .description('remove stores; without --yes, say what would go (2)')
    .argument('<root>', 'a store, or a folder of stores')
    .option('--encoder <name>', 'only those of this encoder')
    .option('--yes', 'do it')
    .option('--json', 'one line of JSON')
    .action(async (root: string, { yes, encoder, json }: PurgeOptions) => {
      const { listStores, purgeStore } = await import('../../store/index.ts');
      const stores = (await listStores(root)).filter(
        store => encoder === undefined || store.encoder.name === encoder,
      );
      if (yes) {
        for (const { folder } of stores) {
          await purgeStore(folder);
          // What its vectors cost stands beside it.
          await rm(`${folder}.extraction.json`, { force: true });
        }
      } else if (stores.length > 0) process.exitCode = 2;
      if (json) return print(JSON.stringify({ purged: yes === true, stores }));
      for (const store of stores) print(`${yes ? 'removed' : 'would remove'} ${described(store)}`);
      if (stores.length === 0) print(`no such stores in ${root}`);
      else if (!yes) print('Nothing was removed; add --yes to do it.');
    });
}

/** `vectors/85c4…  image mobilenetv2-int8: 398 rows × 1,280, float16, encrypted, 1.0 MB`. */
function described(store: StoreSummary): string {
  const { folder, encoder, rows, dimension, precision, encrypted, bytes, writing } = store;
  const parts = [
    `${plural(rows, 'row')} × ${dimension.toLocaleString('en')}`,
    precision,
    ...(encrypted ? ['encrypted'] : []),
    size(bytes),
    ...(writing ? ['being written'] : []),
  ];
  return `${place(folder)}  ${encoder.modality ?? ''} ${encoder.name ?? ''}: ${parts.join(', ')}`;
}

function place(path: string): string {
  return relative('', path) || '.';
}

function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

function plural(count: number, unit: string): string {
  return `${count.toLocaleString('en')} ${unit}${count === 1 ? '' : 's'}`;
}
