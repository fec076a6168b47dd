import { Command } from 'commander';

/**
 * `minga data`: what is done with a data set before anything is encoded.
 *
 * @param subcommands in the order in which they are told
 */
export function dataCommand(subcommands: readonly Command[] = []): Command {
  const data = new Command('data').description('list, check, split, preview and fetch data sets');
  for (const command of subcommands) data.addCommand(command);
  return data;
}
