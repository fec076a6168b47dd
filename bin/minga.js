#!/usr/bin/env node
// In a checkout the sources run as they are; a published package holds only their build. Where many
// commands are started one after another, as in CI, a checkout's build starts a second sooner.
import { existsSync } from 'node:fs';

const sources = new URL('../src/cli/main.ts', import.meta.url);
if (existsSync(sources) && process.env.MINGA_BUILT !== '1') {
  const { register } = await import('tsx/esm/api');
  register();
  await import(sources.href);
} else {
  await import('../dist/cli/main.js');
}
