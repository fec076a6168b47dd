import { describe, expect, it } from 'vitest';
import { hubAddress, hubOfflineSwitch } from './hub-address.ts';

describe('hubAddress', () => {
  it('takes the option, then MINGA_HUB_MIRROR, then HF_ENDPOINT, then the public hub', () => {
    const both = { MINGA_HUB_MIRROR: 'https://own.example/', HF_ENDPOINT: 'https://hf.example' };
    expect(hubAddress(both, 'https://option.example/hub/').base).toBe('https://option.example/hub');
    expect(hubAddress(both, undefined).base).toBe('https://own.example');
    expect(hubAddress({ ...both, MINGA_HUB_MIRROR: '' }, undefined).base).toBe(
      'https://hf.example',
    );
    expect(hubAddress({}, undefined)).toEqual({ base: 'https://huggingface.co', token: null });
  });

  it('keeps the token off an open line, but for this machine', () => {
    const environment = { HF_TOKEN: 'hf_x' };
    expect(hubAddress(environment, 'https://hub.example').token).toBe('hf_x');
    expect(hubAddress(environment, 'http://127.0.0.1:8080').token).toBe('hf_x');
    expect(hubAddress(environment, 'http://mirror.local').token).toBeNull();
  });

  it.each(['ftp://x', 'nonsense', 'https://x/?q=1', 'https://x/#a'])('refuses %s', mirror => {
    expect(() => hubAddress({}, mirror)).toThrow('[E_OPTION]');
  });

  it('refuses a password in the address, and does not repeat it', () => {
    const refused = () => hubAddress({}, 'https://me:secret@hub.example');
    expect(refused).toThrow(/hub\.example.*\[E_OPTION\]/);
    expect(refused).not.toThrow(/secret/);
  });
});

describe('hubOfflineSwitch', () => {
  it.each([
    [{ MINGA_OFFLINE: '1' }, false, 'MINGA_OFFLINE'],
    [{ HF_HUB_OFFLINE: 'YES' }, false, 'HF_HUB_OFFLINE'],
    [{}, true, '--offline'],
    [{ MINGA_OFFLINE: '0', HF_HUB_OFFLINE: '' }, false, null],
  ])('reads %o and %s as %s', (environment, option, name) => {
    expect(hubOfflineSwitch(environment, option)).toBe(name);
  });
});
