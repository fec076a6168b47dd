import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Random } from '../../../tensor/index.ts';
import type { ExampleSettings } from '../declaration.ts';
import { writeScene } from '../example/index.ts';

const dishes = [
  { name: 'apple_pie', of: ['apples', 'butter', 'flour', 'cinnamon', 'brown sugar'] },
  { name: 'caesar_salad', of: ['romaine lettuce', 'croutons', 'anchovies', 'parmesan', 'lemon'] },
  { name: 'hummus', of: ['chickpeas', 'tahini', 'garlic cloves', 'lemon juice', 'hummus'] },
  { name: 'ramen', of: ['noodles', 'miso paste', 'eggs', 'scallions', 'pork belly'] },
  { name: 'paella', of: ['rice', 'saffron', 'shrimp', 'mussels', 'sweet paprika'] },
  { name: 'omelette', of: ['large eggs', 'chives', 'crème fraîche', 'salt', 'unsalted butter'] },
] as const;

/** In turn within a dish, so that a dish of four has every part. */
const turns = ['train', 'test', 'val', 'train', 'train', 'train'] as const;

/** Each dish needs this many recipes, one of which may be spoilt. */
const recipesPerDish = 4;

interface Recipe {
  readonly image: string;
  readonly part: (typeof turns)[number];
  readonly ingredients: string;
}

/**
 * Writes an invented Recipes5k with `size` recipes. Faults: a picture that is absent, a picture that
 * two lists name, an index that points to no line, items that are empty or blank, an HTML entity, a
 * stray quote, lists that end their lines in CR LF.
 */
export async function writeExample(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const recipes = invent(size, seed);
  await mkdir(join(folder, 'annotations'), { recursive: true });
  const write = (name: string, lines: readonly (string | number)[], end = '\n') =>
    writeFile(join(folder, 'annotations', name), lines.map(line => `${line}${end}`).join(''));
  await write(
    'ingredients_Recipes5k.txt',
    recipes.map(recipe => recipe.ingredients),
  );
  for (const part of ['train', 'val', 'test'] as const) {
    const rows = recipes.flatMap((recipe, at) => (recipe.part === part ? at : []));
    const indices = rows.map(at => (at === size - 1 ? recipes.length + 7 : at));
    const repeated = part === 'test' ? [recipes[0]] : [];
    const images = [...rows.map(at => recipes[at]), ...repeated].map(({ image }) => image);
    const labels = [...indices, ...repeated.map(() => 0)];
    await write(`${part}_images.txt`, images, part === 'val' ? '\r\n' : '\n');
    await write(`${part}_labels.txt`, labels);
  }
  const kinds = dishCount(size);
  for (const [number, { image }] of recipes.entries()) {
    if (number === kinds) continue;
    const hue = (number % kinds) / kinds;
    await writeScene(join(folder, 'images', image), { hue, seed, number });
  }
}

function dishCount(size: number): number {
  return Math.min(dishes.length, Math.floor(size / recipesPerDish));
}

function invent(size: number, seed: number): Recipe[] {
  const random = new Random(seed, 'example recipes5k');
  const kinds = dishCount(size);
  return Array.from({ length: size }, (_, at) => {
    const dish = dishes[at % kinds];
    const turn = Math.floor(at / kinds);
    const items = [...random.permutation(dish.of.length)].slice(0, 3).map(item => dish.of[item]);
    return {
      image: `${dish.name}/${at}_recipe${random.below(1e6)}.jpg`,
      part: turns[turn % turns.length],
      ingredients: spoilt([...items, 'water'], at),
    };
  });
}

/** Every fifth list is as untidy as those of the archive are. */
function spoilt(items: readonly string[], at: number): string {
  if (at % 5 === 1) return `${items.join(' ,, ')},  black  pepper,`;
  if (at % 5 === 3) return [...items, 'salt &amp; pepper', '8" pie crust'].join(',');
  return items.join(',');
}
