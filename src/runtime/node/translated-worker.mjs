// The first module of a worker in a checkout: Node 20 cannot read TypeScript, so the translator is
// registered in this thread before the worker's own module is loaded.
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
