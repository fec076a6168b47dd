import { MingaError } from '../../errors/index.ts';
import { requireThreads } from '../onnx-session.ts';
import { ownAddress } from './own-address.ts';

declare const crossOriginIsolated: boolean | undefined;

/** Where ONNX Runtime's WebAssembly is, and how it runs. */
export interface BrowserOptions {
  /**
   * The folder in which the page's own server serves `ort-wasm-simd-threaded.mjs` and
   * `ort-wasm-simd-threaded.wasm` of onnxruntime-web, relative to the page: `/ort/`. There is no
   * default, since ONNX Runtime's own would be a guess, or a server of strangers.
   */
  readonly wasm: string | URL;
  /**
   * Threads within one operator, for all sessions; 1 by default. Small heads are fastest with one.
   * More need a page that is cross-origin isolated.
   */
  readonly threads?: number;
}

/** The same, ready to cross to a worker. */
export interface BrowserSettings {
  readonly mjs: string;
  readonly wasm: string;
  readonly threads: number;
}

const defaults = { threads: 1 };

/**
 * @throws E_OPTION where `wasm` is missing or not on the page's own server, where `threads` is not a
 *   whole number from 1, or more than 1 in a page that is not cross-origin isolated; E_RUNTIME
 *   outside a browser
 */
export function browserSettings(options: BrowserOptions): BrowserSettings {
  const { wasm, threads } = { ...defaults, ...options };
  // A caller without types can leave it out.
  if (wasm === undefined || wasm === '') {
    throw new MingaError('E_OPTION', {
      found: 'a browser runtime without the option wasm',
      expected: 'the folder of ort-wasm-simd-threaded.{mjs,wasm} on your own server',
      fix: "copy both from node_modules/onnxruntime-web/dist to, say, /ort/ and give wasm: '/ort/'",
    });
  }
  requireThreads(threads);
  if (threads > 1 && (typeof crossOriginIsolated === 'undefined' || !crossOriginIsolated)) {
    throw new MingaError('E_OPTION', {
      found: `${threads} threads in a page that is not cross-origin isolated`,
      expected: '1 thread',
      fix: 'serve the page with Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp',
    });
  }
  const folder = ownAddress(wasm, 'the folder of the wasm files');
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  return {
    mjs: new URL('ort-wasm-simd-threaded.mjs', folder).href,
    wasm: new URL('ort-wasm-simd-threaded.wasm', folder).href,
    threads,
  };
}
