import { textWork, visionWork } from './cost.ts';
import { type CatalogueEntry, countedSizes, listed } from './entry.ts';
import { apache2, healthAi, mit } from './licences.ts';

const pair = {
  modality: 'pair',
  format: 'onnx',
  pooling: 'pooled',
  normalized: true,
  pins: {},
} as const;

const clip = {
  ...pair,
  evidence: 'hub page',
  inputSize: 224,
  maxTokens: 77,
  licence: mit,
  note: "its authors' card calls any use in deployment out of scope",
} as const;

const siglip = {
  ...pair,
  evidence: 'hub page',
  source: 'Xenova/siglip-base-patch16-224',
  dimension: 768,
  maxTokens: 64,
  licence: apache2,
  parameters: 203.2,
  note: null,
} as const;

const clipText = textWork({ layers: 12, width: 512 }, 77);
const baseText64 = textWork({ layers: 12, width: 768 }, 64);

/** Pairs of encoders, one for pictures and one for texts, that share a space. */
export const pairModels: readonly CatalogueEntry[] = [
  {
    ...clip,
    id: 'openai/clip-vit-base-patch32',
    source: 'Xenova/clip-vit-base-patch32',
    dimension: 512,
    parameters: 151.3,
    sizes: { ...countedSizes(151.3), fp16: listed(303) },
    pins: {
      fp32: {
        revision: '4c1807b705b1d015fb032789cc4d221b23025a6f',
        files: {
          'onnx/vision_model.onnx':
            'fd6e1402a588279d1723c7534d4bcba5bc0b14b47dfab0e46f8c47b8270d7d40',
        },
      },
      fp16: {
        revision: '0b95b21b04a877260b196dfc3ebdb79c3c8be8ca',
        files: {
          'onnx/vision_model_fp16.onnx':
            '35c4e0fb0aeee527dcde1693520b214a34424a786babd530f35366bad5844efd',
          'onnx/text_model_fp16.onnx':
            'df587ffbf248bf20d44fa6e16adc5ebc27ead691860e5333dbdaab5fd6bf3f6e',
        },
      },
      int8: {
        revision: 'b8b103f67eef16b29539311ff78dde6c4a754370',
        files: {
          'onnx/text_model_quantized.onnx':
            '73baab855d406190da9faa498cfedf65f15cf309f4cc7385b7b032e6d08e5c3a',
        },
      },
    },
    work: [visionWork({ layers: 12, width: 768, side: 224, patch: 32 }), clipText],
  },
  {
    ...clip,
    id: 'openai/clip-vit-base-patch16',
    source: 'Xenova/clip-vit-base-patch16',
    dimension: 512,
    parameters: 149.6,
    sizes: countedSizes(149.6),
    work: [visionWork({ layers: 12, width: 768, side: 224, patch: 16 }), clipText],
  },
  {
    ...clip,
    id: 'openai/clip-vit-large-patch14',
    source: 'Xenova/clip-vit-large-patch14',
    dimension: 768,
    parameters: 427.6,
    sizes: countedSizes(427.6),
    work: [
      visionWork({ layers: 24, width: 1024, side: 224, patch: 14 }),
      textWork({ layers: 12, width: 768 }, 77),
    ],
  },
  {
    ...siglip,
    id: 'google/siglip-base-patch16-224',
    inputSize: 224,
    sizes: countedSizes(203.2),
    pins: {
      fp32: {
        revision: '294847d6b5fe86c91330269da98ce112d6c75e7e',
        files: {
          'onnx/text_model.onnx':
            '3aa7fdbd20eaa8740cce17bf82913de641fcb632a768fed59f661cdcd0c32553',
        },
      },
      fp16: {
        revision: '294847d6b5fe86c91330269da98ce112d6c75e7e',
        files: {
          'onnx/vision_model_fp16.onnx':
            '7287a8e9cbf4f2eedd66e8dc5cf584be03108f4e4a24331879ac6ef7ac7c878f',
        },
      },
    },
    work: [visionWork({ layers: 12, width: 768, side: 224, patch: 16 }), baseText64],
  },
  {
    ...siglip,
    id: 'google/siglip-base-patch16-384',
    source: 'Xenova/siglip-base-patch16-384',
    inputSize: 384,
    parameters: 203.4,
    sizes: countedSizes(203.4),
    work: [visionWork({ layers: 12, width: 768, side: 384, patch: 16 }), baseText64],
    note: "the paper's SigLIP",
  },
  {
    ...pair,
    id: 'microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
    source: null,
    evidence: 'unverified',
    dimension: 512,
    inputSize: 224,
    maxTokens: 256,
    licence: mit,
    parameters: 195.9,
    sizes: countedSizes(195.9),
    work: [
      visionWork({ layers: 12, width: 768, side: 224, patch: 16 }),
      textWork({ layers: 12, width: 768 }),
    ],
    note: 'no ONNX export was found, so export it yourself (docs/models.md); its card is for research, and calls any use in deployment out of scope',
  },
  {
    ...pair,
    id: 'google/medsiglip-448',
    source: null,
    evidence: 'unverified',
    dimension: 1152,
    inputSize: 448,
    maxTokens: 64,
    licence: healthAi,
    parameters: 878,
    sizes: countedSizes(878),
    work: [
      visionWork({ layers: 27, width: 1152, feedForward: 4304, side: 448, patch: 14 }),
      textWork({ layers: 27, width: 1152, feedForward: 4304 }, 64),
    ],
    note: 'no ONNX export was found, so export it yourself (docs/models.md), after its terms are accepted on the hub',
  },
  {
    ...pair,
    id: 'Salesforce/blip2-opt-2.7b',
    source: null,
    evidence: 'unverified',
    normalized: false,
    dimension: 768,
    inputSize: 224,
    maxTokens: 32,
    licence: mit,
    parameters: 1173,
    sizes: countedSizes(1173),
    work: [
      // EVA's ViT-g/14, then the Q-Former with 32 queries.
      visionWork({ layers: 39, width: 1408, feedForward: 6144, side: 224, patch: 14 }),
      textWork({ layers: 12, width: 768 }, 32),
    ],
    note: 'no common ONNX export of its feature extractor (image encoder and Q-Former) exists; parameters and sizes are of these two, without the language model',
  },
];
