import { createRequire } from 'node:module';
import { Command } from 'commander';
import { alignCommand } from './commands/align.ts';
import { dataCommand } from './commands/data.ts';
import { dataCheckCommand } from './commands/data-check.ts';
import { dataDeidentifyCommand } from './commands/data-deidentify.ts';
import { dataFetchCommand } from './commands/data-fetch.ts';
import { dataListCommand } from './commands/data-list.ts';
import { dataPreviewCommand } from './commands/data-preview.ts';
import { dataSampleCommand } from './commands/data-sample.ts';
import { dataSplitCommand } from './commands/data-split.ts';
import { dataTokensCommand } from './commands/data-tokens.ts';
import { demoCommand } from './commands/demo.ts';
import { embedCommand } from './commands/embed.ts';
import { initCommand } from './commands/init.ts';
import { modelsCommand } from './commands/models.ts';
import { modelsCheckCommand } from './commands/models-check.ts';
import { reportCommand } from './commands/report.ts';
import { runCommand } from './commands/run.ts';
import { storeCommand } from './commands/store.ts';
import { studyCommand } from './commands/study.ts';
import { studyAlignmentCommand } from './commands/study-alignment.ts';
import { studyBaselinesCommand } from './commands/study-baselines.ts';
import { studyCrossValidationCommand } from './commands/study-cross-validation.ts';
import { studySearchCommand } from './commands/study-search.ts';

const { version }: { version: string } = createRequire(import.meta.url)('../../package.json');

/** The whole command line. */
export function program(): Command {
  const root = new Command('minga')
    .description(
      'Multimodal learning from embeddings, on the CPU you have.\n' +
        'Research use only; not a medical device.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(minga --help lists all commands)');
  const commands = [
    demoCommand(),
    initCommand(),
    runCommand(),
    dataCommand([
      dataListCommand(),
      dataFetchCommand(),
      dataSampleCommand(),
      dataCheckCommand(),
      dataSplitCommand(),
      dataPreviewCommand(),
      dataTokensCommand(),
      dataDeidentifyCommand(),
    ]),
    embedCommand(),
    studyCommand([
      studyAlignmentCommand(),
      studyBaselinesCommand(),
      studyCrossValidationCommand(),
      studySearchCommand(),
    ]),
    alignCommand(),
    reportCommand(),
    modelsCommand([modelsCheckCommand()]),
    storeCommand(),
  ];
  for (const command of commands) {
    inherit(command, root);
    root.addCommand(command);
  }
  return root;
}

/** Wrong use ends alike on every level: commands within commands inherit nothing by themselves. */
function inherit(command: Command, parent: Command): void {
  command.copyInheritedSettings(parent);
  for (const child of command.commands) inherit(child, command);
}
