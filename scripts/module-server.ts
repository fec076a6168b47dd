/**
 * A server for pages that run this checkout's own modules, without a bundler: TypeScript is stripped
 * of its types on the way, ONNX Runtime's WebAssembly lies under `/ort/`. For tests, the example and
 * the bench; it listens on this machine alone.
 */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));
const engine = join(root, 'node_modules/onnxruntime-web/dist');

export interface ModuleServerOptions {
  /** What is no file of this checkout, by path; a string is a page. */
  readonly pages?: Readonly<Record<string, string | Served>>;
  /** Headers that make a page cross-origin isolated, which threads need; true by default. */
  readonly isolated?: boolean;
  /** 0, the default, takes any free one. */
  readonly port?: number;
}

export interface ModuleServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** A body and its content type. */
export interface Served {
  readonly type: string;
  readonly body: string | Uint8Array;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * @example
 * const server = await serveModules({ pages: { '/': '<!doctype html>…' } });
 * await fetch(`${server.origin}/src/tensor/index.ts`); // JavaScript
 * await server.close();
 */
export async function serveModules(options: ModuleServerOptions = {}): Promise<ModuleServer> {
  const { pages, isolated, port } = { pages: {}, isolated: true, port: 0, ...options };
  const headers = isolated ? isolation : {};
  const scripts = new Map<string, Promise<Served>>();
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const served = await find(pathname, pages, scripts).catch(() => null);
    response.writeHead(served === null ? 404 : 200, {
      ...headers,
      'Content-Type': served?.type ?? 'text/plain',
    });
    response.end(served?.body ?? 'not found');
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server without a port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function find(
  path: string,
  pages: Readonly<Record<string, string | Served>>,
  scripts: Map<string, Promise<Served>>,
): Promise<Served | null> {
  const script = (source: string) => {
    const known = scripts.get(source) ?? withoutTypes(source);
    scripts.set(source, known);
    return known;
  };
  const page = pages[path];
  if (typeof page === 'string') return { type: types['.html'], body: page };
  if (page !== undefined) return page;
  if (path.startsWith('/ort/')) return file(inside(engine, path.slice('/ort/'.length)));
  if (!/^\/(src|bench|examples\/browser|scripts\/browser-fixture)\//.test(path)) return null;
  const asked = inside(root, path.slice(1));
  if (asked.endsWith('.ts')) return script(asked);
  // A worker is named as the build names it; in a checkout its TypeScript lies there.
  if (asked.endsWith('.js')) return file(asked).catch(() => script(asked.replace(/\.js$/, '.ts')));
  return file(asked);
}

function inside(folder: string, path: string): string {
  const target = normalize(join(folder, decodeURIComponent(path)));
  if (!target.startsWith(folder)) throw new Error(`${path} leads out of ${folder}`);
  return target;
}

async function file(path: string): Promise<Served | null> {
  const type = types[extname(path)];
  return type === undefined ? null : { type, body: await readFile(path) };
}

async function withoutTypes(path: string): Promise<Served> {
  const { outputText } = ts.transpileModule(await readFile(path, 'utf8'), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  });
  // An import map would do for the page, but does not reach its workers.
  const body = outputText.replaceAll("'onnxruntime-web/wasm'", "'/ort/ort.wasm.min.mjs'");
  return { type: types['.js'], body };
}
