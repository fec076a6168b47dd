import { describe, expect, it } from 'vitest';
import { redirectTarget } from './redirect.ts';

describe('redirectTarget', () => {
  const secure = new URL('https://hub.example/a/b');
  const open = new URL('http://mirror.local/a/b');

  it.each([
    [secure, 'https://cdn.example/x', 'https://cdn.example/x'],
    [secure, '/x', 'https://hub.example/x'],
    [open, 'http://cdn.local/x', 'http://cdn.local/x'],
    [open, 'https://cdn.example/x', 'https://cdn.example/x'],
  ])('follows from %s to %s', (from, location, target) => {
    expect(redirectTarget(from, location)?.href).toBe(target);
  });

  it.each([
    [secure, 'http://cdn.example/x'],
    [secure, 'http://hub.example/a/b'],
    [secure, 'file:///etc/passwd'],
    [secure, 'https://user@cdn.example/x'],
    [open, 'data:text/plain,x'],
    [open, 'http://['],
  ])('does not follow from %s to %s', (from, location) => {
    expect(redirectTarget(from, location)).toBeNull();
  });
});
