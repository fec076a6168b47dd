import { Command } from 'commander';

/** `minga data`: what is done with a data set before anything is encoded. */
export function dataCommand(): Command {
  return new Command('data').description('check, split, preview and fetch data sets');
}
