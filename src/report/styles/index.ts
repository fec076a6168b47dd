/**
 * The page's style sheet, in the order in which its parts are read: colours, text, the audit, tables,
 * figures, explanations, the gallery, paper. No font, picture or sheet is fetched.
 */
import { audit } from './audit.ts';
import { colours } from './colours.ts';
import { explanations } from './explanations.ts';
import { figures } from './figures.ts';
import { flow } from './flow.ts';
import { gallery } from './gallery.ts';
import { layout } from './layout.ts';
import { print } from './print.ts';
import { tables } from './tables.ts';

export const styles = [
  colours,
  layout,
  flow,
  audit,
  tables,
  figures,
  explanations,
  gallery,
  print,
].join('');
