import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { prompt } from './hidden-prompt.ts';

/** A terminal whose keys a test presses. */
class Terminal extends PassThrough {
  readonly isTTY = true;
  readonly modes: boolean[] = [];
  shown = '';

  setRawMode(raw: boolean): this {
    this.modes.push(raw);
    return this;
  }
}

function ask(shown: boolean, keys: string): { terminal: Terminal; answer: Promise<string> } {
  const terminal = new Terminal();
  const screen = {
    write: (text: string) => {
      terminal.shown += text;
    },
  };
  const answer = prompt('Password: ', shown, terminal, screen);
  terminal.write(keys);
  return { terminal, answer };
}

describe('prompt', () => {
  it('shows nothing of what is typed, not even its length', async () => {
    const { terminal, answer } = ask(false, 'sëcret: 1\r');
    expect(await answer).toBe('sëcret: 1');
    expect(terminal.shown).toBe('Password: \n');
    expect(terminal.modes).toEqual([true, false]);
  });

  it('shows a name, and takes keys back', async () => {
    const { terminal, answer } = ask(true, 'mx\x7fe\n');
    expect(await answer).toBe('me');
    expect(terminal.shown).toBe('Password: mx\b \be\n');
  });

  it.each(['abc\x03', 'abc\x04'])('stops on %j, and gives the terminal back', async keys => {
    const { terminal, answer } = ask(false, keys);
    await expect(answer).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(terminal.modes).toEqual([true, false]);
    expect(terminal.shown).not.toContain('abc');
  });

  it('stops where the terminal closes', async () => {
    const { terminal, answer } = ask(false, 'abc');
    terminal.end();
    await expect(answer).rejects.toMatchObject({ code: 'E_ABORTED' });
  });
});
