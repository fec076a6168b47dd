import { createRequire } from 'node:module';

const { version }: { readonly version: string } = createRequire(import.meta.url)(
  'onnxruntime-node/package.json',
);

/**
 * The runtime whose kernels compute a vector, as far as they change it: `onnxruntime 1.30`. Patches
 * are left out, since they change no kernel's arithmetic by intent.
 */
export const runtimeName = `onnxruntime ${version.split('.').slice(0, 2).join('.')}`;
