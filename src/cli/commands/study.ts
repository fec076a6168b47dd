import { Command } from 'commander';

/**
 * `minga study`: questions that a plan's data can answer beside its grid.
 *
 * @param subcommands in the order in which they are told
 */
export function studyCommand(subcommands: readonly Command[] = []): Command {
  const study = new Command('study').description(
    'alignment, baselines, cross-validation, search: questions beside the grid',
  );
  for (const command of subcommands) study.addCommand(command);
  return study;
}
