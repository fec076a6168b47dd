/**
 * Runtime: knows how an ONNX model is run, behind one `Session` interface, and where (in this
 * thread or in a worker). It knows nothing of what a model means, of embeddings or of files other
 * than a model's own.
 */
export {
  closeGate,
  type ExitGate,
  enter as enterGate,
  exitGate,
  guardExit,
  leave as leaveGate,
} from './node/exit-gate.ts';
export { openLocalSession } from './node/local-session.ts';
export { openRuntime, openSession } from './node/runtime.ts';
export { startProcess } from './node/start-process.ts';
export { startWorker } from './node/start-worker.ts';
export { runtimeName } from './node/version.ts';
export { openProducts, type ProductOptions, type RuntimeProducts } from './products.ts';
export type { Runtime } from './remote-runtime.ts';
export type {
  Feeds,
  RunOptions,
  RuntimeTensor,
  Session,
  SessionOptions,
  TensorDescription,
} from './session.ts';
