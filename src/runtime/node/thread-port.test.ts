import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { conversation } from '../conversation.ts';
import { threadPort } from './thread-port.ts';

/** A real thread that does as `source` says when it is asked. */
function threadThat(source: string) {
  const code = `const { parentPort } = require('node:worker_threads');
    parentPort.on('message', ({ id, request }) => { ${source} });`;
  return conversation(threadPort(new Worker(code, { eval: true })));
}

const request = { kind: 'held', session: 1, names: [] } as const;

describe('a conversation with a thread', () => {
  test('rejects all that wait, and all that ask later, where the thread ends', async () => {
    const talk = threadThat('if (id === 2) process.exit(3)');
    const waiting = [talk.ask(request), talk.ask(request)];
    for (const answer of waiting) {
      await expect(answer).rejects.toThrow(/thread ended with exit code 3 \[E_RUNTIME\]/);
    }
    await expect(talk.ask(request)).rejects.toThrow(/exit code 3/);
    expect(talk.ended).toBe(true);
  });

  test('rejects with the reason where the thread throws', async () => {
    const talk = threadThat("throw new Error('out of paper')");
    await expect(talk.ask(request)).rejects.toThrow(/thread failed: out of paper \[E_RUNTIME\]/);
    await expect(talk.ask(request)).rejects.toThrow(/out of paper/);
  });

  test('gives each answer to the request that it belongs to', async () => {
    const talk = threadThat(`
      const reply = { id, answer: { kind: 'opened', session: id, inputs: [], outputs: [] } };
      setTimeout(() => parentPort.postMessage(reply), id === 1 ? 20 : 0);`);
    const answers = await Promise.all([talk.ask(request), talk.ask(request)]);
    expect(answers.map(answer => answer.kind === 'opened' && answer.session)).toEqual([1, 2]);
  });

  test('rejects what cannot be handed to a thread, and goes on', async () => {
    const talk = threadThat(`
      const reply = { id, answer: { kind: 'done' } };
      parentPort.postMessage(reply);`);
    const buffer = new ArrayBuffer(1);
    await expect(talk.ask(request, [buffer, buffer])).rejects.toThrow(
      /cannot be handed to a thread.*E_RUNTIME/,
    );
    expect(await talk.ask(request)).toEqual({ kind: 'done' });
  });

  test('makes errors whole again, with code, expectation and remedy', async () => {
    const talk = threadThat(`parentPort.postMessage({ id, answer: { kind: 'failed',
      code: 'E_FILE_MISSING', problem: { found: 'a', expected: 'b', fix: 'c' } } })`);
    await expect(talk.ask(request)).rejects.toMatchObject({
      code: 'E_FILE_MISSING',
      problem: { found: 'a', expected: 'b', fix: 'c' },
    });
  });
});
