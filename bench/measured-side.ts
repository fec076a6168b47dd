import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How our side is loaded: as a user runs it, or straight from the sources through tsx. */
export type Form = 'dist' | 'sources';

const root = fileURLToPath(new URL('..', import.meta.url));
const [source, build] = [join(root, 'src'), join(root, 'dist')];

/**
 * The form that was asked for or, where neither was, the build if it is newer than every source.
 * tsx keeps a compiler in memory, so peak memory is honest in the build alone.
 */
export function chooseForm(options: { readonly dist?: boolean; readonly sources?: boolean }): Form {
  const fresh = buildIsFresh();
  const form = options.sources ? 'sources' : options.dist || fresh ? 'dist' : 'sources';
  if (form === 'dist' && !existsSync(join(build, 'index.js'))) {
    console.error('Nothing measured. There is no build in dist/: npm run build');
    process.exit(1);
  }
  if (form === 'dist' && !fresh) console.error('Note: dist/ is older than src/ (npm run build).');
  if (form === 'sources') {
    console.error('Note: measured from src/ through tsx, whose own memory counts; see --dist.');
  }
  return form;
}

/** The arguments of Node that run one of this folder's modules in a form. */
export async function sideArguments(module: string, form: Form): Promise<string[]> {
  const folder =
    form === 'dist' ? await translated() : fileURLToPath(new URL('.', import.meta.url));
  return form === 'dist'
    ? [join(folder, module.replace(/\.ts$/, '.js'))]
    : ['--import', 'tsx', join(folder, module)];
}

function buildIsFresh(): boolean {
  const index = join(build, 'index.js');
  if (!existsSync(index)) return false;
  const built = statSync(index).mtimeMs;
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .every(name => statSync(join(source, name)).mtimeMs <= built);
}

/** This folder's modules as JavaScript that imports the build, where packages are still found. */
async function translated(): Promise<string> {
  // The compiler is large; a bench that runs from the sources does without it.
  const { default: ts } = await import('typescript');
  const here = fileURLToPath(new URL('.', import.meta.url));
  const folder = join(root, 'node_modules/.cache/minga-bench');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  for (const name of readdirSync(here).filter(file => file.endsWith('.ts'))) {
    const { outputText } = ts.transpileModule(readFileSync(join(here, name), 'utf8'), {
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.ESNext,
        verbatimModuleSyntax: true,
        rewriteRelativeImportExtensions: true,
      },
    });
    const text = outputText.replace(/(['"])\.\.\/src\//g, `$1${pathToFileURL(build).href}/`);
    writeFileSync(join(folder, name.replace(/\.ts$/, '.js')), text);
  }
  return folder;
}
