import { describe, expect, it } from 'vitest';
import { openDictionary } from '../dicom/dictionary.ts';
import { profile } from './profile.ts';

describe('the table of the profile', () => {
  it('has each tag once, with the keyword that the dictionary of DICOM gives it', async () => {
    const dictionary = await openDictionary();
    expect(profile.size).toBe(617);
    for (const { tag, keyword } of profile.values()) {
      expect(tag).toMatch(/^[0-9A-F]{4},[0-9A-F]{4}$/);
      expect(dictionary.of(tag)?.keyword).toBe(keyword);
    }
  });

  it('replaces what only holds an identifier, and keeps nothing that names a person', async () => {
    const dictionary = await openDictionary();
    for (const { tag, code } of profile.values()) {
      if (code === 'U') expect(dictionary.of(tag)?.vr).toBe('UI');
    }
    expect(profile.get('0010,0010')?.code).toBe('Z');
    expect(profile.get('0010,0020')?.code).toBe('Z/D');
    expect(profile.get('0008,0018')?.code).toBe('U');
    expect(profile.get('0008,1030')?.code).toBe('X');
    expect(profile.get('0008,0080')?.code).toBe('X/Z/D');
  });
});
