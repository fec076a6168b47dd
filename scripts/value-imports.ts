/** The import graph of a module as it is at run time, that is without its types. */
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import ts from 'typescript';

export interface ValueImports {
  /** Modules of this checkout, as absolute paths, the entry among them. */
  readonly modules: ReadonlySet<string>;
  /** Whatever else they import, each with the modules that do. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
}

/**
 * Follows the imports of `entry` that are left when types are erased, dynamic ones included.
 *
 * @param entry an absolute path
 */
export function valueImports(entry: string): ValueImports {
  const modules = new Set<string>();
  const packages = new Map<string, string[]>();
  const open = [entry];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (modules.has(path)) continue;
    modules.add(path);
    for (const specifier of specifiers(path)) {
      if (specifier.startsWith('.')) open.push(resolve(dirname(path), specifier));
      else packages.set(specifier, [...(packages.get(specifier) ?? []), path]);
    }
  }
  return { modules, packages };
}

function specifiers(path: string): string[] {
  const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  return ts.preProcessFile(outputText, true, true).importedFiles.map(({ fileName }) => fileName);
}
