/**
 * The page's style sheet, in the order in which its parts are read: colours, text, tables, figures,
 * paper. No font, picture or sheet is fetched.
 */
import { colours } from './colours.ts';
import { figures } from './figures.ts';
import { layout } from './layout.ts';
import { print } from './print.ts';
import { tables } from './tables.ts';

export const styles = [colours, layout, tables, figures, print].join('');
