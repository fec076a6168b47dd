/**
 * Browser runtime: knows how an ONNX model is run in a page, by ONNX Runtime's WebAssembly that the
 * page's own server serves, in a web worker or in the calling thread. It knows nothing of Node, and
 * asks nothing of any other server than the page's own.
 */
export { openProducts, type ProductOptions, type RuntimeProducts } from '../products.ts';
export type { Runtime } from '../remote-runtime.ts';
export type {
  Feeds,
  RunOptions,
  RuntimeTensor,
  Session,
  SessionOptions,
  TensorDescription,
} from '../session.ts';
export { openBrowserSession } from './local-session.ts';
export { openBrowserRuntime } from './runtime.ts';
export type { BrowserOptions } from './settings.ts';
