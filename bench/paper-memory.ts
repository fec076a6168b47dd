/**
 * What the paper calls memory per epoch: rows × (numbers of a row + numbers of its label) × 4 bytes,
 * in MiB, which is the size of the training set as float32 tensors. No model, optimiser, activation
 * or token is in it, and it says nothing of the most memory that a process holds at once.
 *
 *   npx tsx bench/paper-memory.ts
 */
const picture = 3 * 224 * 224;

const sets = [
  { name: 'BRSET', rows: 13_012, label: 1 },
  { name: 'HAM10000', rows: 8_012, label: 7 },
  { name: 'SatelliteBench', rows: 936, label: 2 },
  { name: 'MIMIC-CXR', rows: 107_695, label: 4 },
  { name: 'Recipes5k', rows: 3_409, label: 101 },
  { name: 'COCO-QA', rows: 78_736, label: 430 },
  { name: 'DAQUAR', rows: 6_795, label: 499 },
  { name: 'Fakeddit', rows: 56_214, label: 1 },
] as const;

const inputs = [
  { name: 'pictures', numbers: picture },
  { name: 'LLaMA + DINOv2', numbers: 4096 + 768 },
  { name: 'CLIP', numbers: 512 + 512 },
] as const;

console.log(['set', ...inputs.map(({ name }) => name), 'pictures ÷ CLIP'].join('\t'));
for (const { name, rows, label } of sets) {
  const mebibytes = inputs.map(({ numbers }) => (rows * (numbers + label) * 4) / 2 ** 20);
  const ratio = mebibytes[0] / mebibytes[2];
  console.log([name, ...mebibytes.map(size => size.toFixed(2)), ratio.toFixed(1)].join('\t'));
}
