import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseModelId } from '../model-id.ts';
import { catalogue, findEntry } from './catalogue.ts';
import { gigaflopsACore, inputsPerSecond, textWork, visionWork } from './cost.ts';
import { pullPrecisions } from './entry.ts';

const entries = catalogue.map(entry => [entry.id, entry] as const);

describe('the catalogue', () => {
  it('names every model, and every source, once', () => {
    const ids = catalogue.map(({ id }) => id.toLowerCase());
    const sources = catalogue.flatMap(({ source }) => source?.toLowerCase() ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(sources).size).toBe(sources.length);
  });

  it('has every model that the paper uses and that can be a frozen encoder', () => {
    for (const id of [
      'facebook/dinov2-small',
      'facebook/dinov2-base',
      'facebook/dinov2-large',
      'facebook/dinov2-giant',
      'google/vit-base-patch16-224-in21k',
      'openai/clip-vit-base-patch32',
      'openai/clip-vit-base-patch16',
      'openai/clip-vit-large-patch14',
      'google/siglip-base-patch16-384',
      'google/medsiglip-448',
      'microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
      'Salesforce/blip2-opt-2.7b',
      'sentence-transformers/all-MiniLM-L6-v2',
      'meta-llama/Llama-2-7b-chat-hf',
      'meta-llama/Llama-2-13b-chat-hf',
    ]) {
      expect(findEntry(id)?.id).toBe(id);
    }
  });

  it.each(entries)('%s: ids, sizes and work are in range', (_, entry) => {
    expect(parseModelId(entry.id)).toBe(entry.id);
    if (entry.source !== null) expect(parseModelId(entry.source)).toBe(entry.source);
    expect(entry.dimension).toBeGreaterThanOrEqual(64);
    expect(entry.dimension).toBeLessThanOrEqual(8192);
    expect(entry.inputSize === null).toBe(entry.modality === 'text');
    if (entry.modality === 'image') expect(entry.maxTokens).toBeNull();
    expect(Object.keys(entry.sizes).length).toBeGreaterThan(0);
    for (const precision of pullPrecisions) {
      const size = entry.sizes[precision];
      if (size === undefined) continue;
      const bytes = { fp32: 4, fp16: 2, int8: 1 }[precision];
      // What a hub page lists must agree with the parameters: a slip of a digit would show.
      expect(size.megabytes / (entry.parameters * bytes)).toBeGreaterThan(0.85);
      expect(size.megabytes / (entry.parameters * bytes)).toBeLessThan(1.35);
    }
    const kinds = entry.modality === 'pair' ? ['image', 'text'] : [entry.modality];
    expect(entry.work.map(({ per }) => per)).toEqual(kinds);
    for (const work of entry.work) {
      expect(inputsPerSecond(work)).toBeGreaterThan(0.01);
      expect(inputsPerSecond(work)).toBeLessThanOrEqual(50_000);
    }
  });

  it.each(entries)('%s: pins are whole hashes of files of that precision', (_, entry) => {
    for (const precision of pullPrecisions) {
      const pin = entry.pins[precision];
      if (pin === undefined) continue;
      expect(entry.sizes[precision]).toBeDefined();
      expect(pin.revision).toMatch(/^(main|[0-9a-f]{40})$/);
      for (const [path, hash] of Object.entries(pin.files)) {
        expect(hash).toMatch(/^[0-9a-f]{64}$/);
        const named = { fp32: /(model\.onnx|model\.safetensors)$/, fp16: /_fp16\.onnx$/ };
        const pattern = precision === 'int8' ? /(_quantized\.onnx|Q8_0\.gguf)$/ : named[precision];
        expect(path).toMatch(pattern);
      }
    }
  });

  it('pins no hash twice', () => {
    const hashes = catalogue.flatMap(({ pins }) =>
      Object.values(pins).flatMap(({ files }) => Object.values(files)),
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it.each([
    ['meta-llama/Llama-2-7b-chat-hf', /medicine/],
    ['meta-llama/Llama-3.1-8B-Instruct', /medicine/],
    ['google/medsiglip-448', /clinical/],
    ['google/embeddinggemma-300m', /terms/],
    ['facebook/convnextv2-tiny-1k-224', /commercial/],
  ])('%s warns of its licence', (id, words) => {
    expect(findEntry(id)?.licence.warning).toMatch(words);
  });

  it('warns under every licence but the permissive ones, and says so where nothing can be pulled', () => {
    for (const { licence, source, note } of catalogue) {
      expect(licence.warning === null).toBe(['MIT', 'Apache-2.0'].includes(licence.name));
      expect(licence.url).toMatch(/^https:/);
      if (source === null) expect(note).toMatch(/no (common )?ONNX export/);
    }
  });
});

describe('the estimate of cost', () => {
  it.each([
    // Published: DeiT and ViT papers, facebookresearch/dinov2; all in 10⁹ multiply-adds.
    ['ViT-B/16', { layers: 12, width: 768, side: 224, patch: 16 }, 17.6],
    ['ViT-S/16', { layers: 12, width: 384, side: 224, patch: 16 }, 4.6],
    ['ViT-L/16', { layers: 24, width: 1024, side: 224, patch: 16 }, 61.6],
    ['CLIP B/32', { layers: 12, width: 768, side: 224, patch: 32 }, 4.4],
  ])('agrees with the published figure of %s', (_, shape, published) => {
    expect(visionWork(shape).multiplyAdds / 1e9 / published).toBeCloseTo(1, 1);
  });

  it('grows with the square of the width', () => {
    const [small, base] = [384, 768].map(width => textWork({ layers: 12, width }).multiplyAdds);
    expect(base / small).toBeGreaterThan(3.5);
    expect(base / small).toBeLessThan(4);
  });

  it('takes the rates that were measured', () => {
    const path = new URL('./golden/rates.json', import.meta.url);
    const { gigaflopsACore: measured } = JSON.parse(readFileSync(path, 'utf8'));
    expect(gigaflopsACore).toMatchObject(measured);
  });
});
