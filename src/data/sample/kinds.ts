/** A kind of lesion of the sample: how often it occurs and how its pictures and records tend to be. */
export interface Kind {
  readonly name: string;
  /** Part of all lesions; the shares add up to 1. */
  readonly share: number;
  /** Means of the standard normal traits that a picture shows. */
  readonly look: {
    readonly hue: number;
    readonly border: number;
    readonly texture: number;
    readonly asymmetry: number;
  };
  /** Mean age in years. */
  readonly age: number;
  /** Probabilities. */
  readonly itch: number;
  readonly bleeding: number;
  /** Weights of `growthMonths`. */
  readonly growth: readonly number[];
  /** Weights of `sites`. */
  readonly site: readonly number[];
}

export const sites = ['back', 'trunk', 'arm', 'leg', 'face', 'scalp'] as const;

export const growthMonths = [1, 3, 6, 12, 24, 60] as const;

const calm = {
  age: 38,
  itch: 0.15,
  bleeding: 0.06,
  growth: [1, 1, 2, 4, 7, 8],
  site: [6, 6, 3, 3, 1, 1],
};

const restless = {
  age: 62,
  itch: 0.7,
  bleeding: 0.35,
  growth: [6, 8, 6, 3, 1, 1],
  site: [1, 1, 3, 2, 6, 6],
};

/**
 * Four invented kinds, named after trees so that nobody takes them for diagnoses. Alder and birch
 * look much alike, as do cedar and dogwood: their records tell them apart. Alder and cedar have
 * records alike, as do birch and dogwood: their pictures tell them apart.
 */
export const kinds: readonly Kind[] = [
  {
    name: 'alder',
    share: 0.5,
    look: { hue: -1.4, border: -1.1, texture: -0.6, asymmetry: -0.5 },
    ...calm,
  },
  {
    name: 'birch',
    share: 0.25,
    look: { hue: -1.4, border: -1.1, texture: 0.6, asymmetry: 0.5 },
    ...restless,
  },
  {
    name: 'cedar',
    share: 0.15,
    look: { hue: 1.4, border: 1.1, texture: -0.6, asymmetry: -0.5 },
    ...calm,
  },
  {
    name: 'dogwood',
    share: 0.1,
    look: { hue: 1.4, border: 1.1, texture: 0.6, asymmetry: 0.5 },
    ...restless,
  },
];
