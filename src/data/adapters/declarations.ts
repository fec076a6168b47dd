import type { DatasetDeclaration } from './declaration.ts';

/** Every declared data set, in the order in which they are told. */
export const declarations = [] as const satisfies readonly DatasetDeclaration[];
