import { describe, expect, it } from 'vitest';
import { account } from './fixture/physionet-server.ts';
import { accountFor } from './permission.ts';
import { findRecipe, recipes } from './recipes/index.ts';

const environment = {
  PHYSIONET_USERNAME: account.username,
  PHYSIONET_PASSWORD: account.password,
};
const mimic = findRecipe('MIMIC-CXR');

describe('accountFor', () => {
  it.each([
    [undefined, true],
    ['http://127.0.0.1:80', true],
    ['http://localhost/x', true],
    ['https://mirror.example', false],
    ['http://127.evil.example', false],
    ['https://physionet.org.evil.example', false],
  ])('lets the mirror %s hear the account: %s', async (mirror, hears) => {
    if (mimic === undefined) throw new Error('no recipe');
    expect(await accountFor(mimic, environment, mirror, undefined)).toEqual(hears ? account : null);
  });
});

describe('recipes', () => {
  it.each(recipes)('$set says where it is, its terms, whom to cite, and how it is had', recipe => {
    const { home, terms, citation, sources, byHand } = recipe;
    expect(home).toMatch(/^https?:\/\//);
    for (const text of [terms, citation]) expect(text.length).toBeGreaterThan(20);
    expect(sources.length > 0).toBe(byHand === null);
  });
});
