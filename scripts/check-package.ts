/**
 * Proves that what would be published works: builds, packs, unpacks into an empty project that
 * shares only the dependencies, imports every sub-path and runs the command.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const project = mkdtempSync(join(tmpdir(), 'minga-package-'));

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

try {
  run('npm', ['run', '--silent', 'build'], root);
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--silent', '--pack-destination', project], root),
  );
  const installed = join(project, 'node_modules', 'minga');
  mkdirSync(installed, { recursive: true });
  run('tar', ['-xzf', join(project, filename), '--strip-components=1', '-C', installed], project);
  symlinkSync(join(root, 'node_modules'), join(installed, 'node_modules'));
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8'));
  const modules = Object.keys(manifest.exports).filter(path => !path.endsWith('.json'));
  const imports = modules.map(path => `await import('minga${path.slice(1)}');`).join('\n');
  writeFileSync(join(project, 'imports.mjs'), imports);
  run('node', ['imports.mjs'], project);
  const version = run('node', [join(installed, 'bin', 'minga.js'), '--version'], project).trim();
  if (version !== manifest.version)
    throw new Error(`the command says ${version}, not ${manifest.version}`);
  // The built worker threads, stores and encoders must find one another too.
  run('node', [join(installed, 'bin', 'minga.js'), 'demo', '--json'], project);
  console.log(`package: ${modules.length} sub-paths import, the demo runs from the build`);
} finally {
  rmSync(project, { recursive: true, force: true });
}
