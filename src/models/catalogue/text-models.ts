import { decoderWork, textWork, typicalTokens } from './cost.ts';
import { type CatalogueEntry, counted, countedSizes, listed } from './entry.ts';
import { apache2, gemma, mit } from './licences.ts';

const text = {
  modality: 'text',
  format: 'onnx',
  evidence: 'hub page',
  inputSize: null,
  maxTokens: 512,
  pooling: 'mean',
  normalized: true,
  pins: {},
  note: null,
} as const;

const small = [textWork({ layers: 12, width: 384 })];
const base = [textWork({ layers: 12, width: 768 })];

const e5Note = 'its texts want "query: " before them';

const staticText = {
  ...text,
  format: 'static',
  maxTokens: null,
  licence: mit,
} as const;

const staticWork = (dimension: number) =>
  [{ per: 'text', architecture: 'static', multiplyAdds: typicalTokens * dimension }] as const;

/** Encoders of texts, but for the large language models. */
export const textModels: readonly CatalogueEntry[] = [
  {
    ...text,
    id: 'sentence-transformers/all-MiniLM-L6-v2',
    source: 'Xenova/all-MiniLM-L6-v2',
    dimension: 384,
    maxTokens: 256,
    licence: apache2,
    parameters: 22.7,
    sizes: { fp32: listed(90.4), fp16: listed(45.3), int8: listed(23) },
    pins: {
      fp32: {
        revision: 'da5f6eac91a9596269707e15ec694e50e25a0d14',
        files: {
          'onnx/model.onnx': '759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e',
        },
      },
      fp16: {
        revision: 'cb3d680149bf9a3209564e1b27ab3bb355b65707',
        files: {
          'onnx/model_fp16.onnx':
            '2cdb5e58291813b6d6e248ed69010100246821a367fa17b1b81ae9483744533d',
        },
      },
      int8: {
        revision: 'da5f6eac91a9596269707e15ec694e50e25a0d14',
        files: {
          'onnx/model_quantized.onnx':
            'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
        },
      },
    },
    work: [textWork({ layers: 6, width: 384 })],
  },
  {
    ...text,
    id: 'intfloat/multilingual-e5-small',
    source: 'Xenova/multilingual-e5-small',
    dimension: 384,
    licence: mit,
    parameters: 117.7,
    sizes: { fp32: counted(117.7, 4), fp16: listed(235), int8: listed(118) },
    pins: {
      fp16: {
        revision: '97cb8f96eaed1a1f0dac821239943e854fce9c36',
        files: {
          'onnx/model_fp16.onnx':
            '0e0fe349c99ea21c6f3aa273af21f7fb753c1e1174ef1647032029c2be3251c3',
        },
      },
      int8: {
        revision: '97cb8f96eaed1a1f0dac821239943e854fce9c36',
        files: {
          'onnx/model_quantized.onnx':
            'f80102d3f2a1229f387d3c81909990d8945513e347b0eab049f7de3c6f98c193',
        },
      },
    },
    work: small,
    note: e5Note,
  },
  {
    ...text,
    id: 'intfloat/multilingual-e5-base',
    source: 'Xenova/multilingual-e5-base',
    dimension: 768,
    licence: mit,
    parameters: 278,
    sizes: { fp32: listed(1110), fp16: listed(555), int8: listed(279) },
    work: base,
    note: e5Note,
  },
  {
    ...text,
    id: 'BAAI/bge-small-en-v1.5',
    source: 'Xenova/bge-small-en-v1.5',
    dimension: 384,
    pooling: 'cls',
    licence: mit,
    parameters: 33.4,
    sizes: { ...countedSizes(33.4), fp32: listed(133) },
    pins: {
      fp32: {
        revision: '9c5aaf8ad1ffd76192592209b14ae03a43091e1d',
        files: {
          'onnx/model.onnx': '828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35',
        },
      },
    },
    work: small,
  },
  {
    ...text,
    id: 'BAAI/bge-base-en-v1.5',
    source: 'Xenova/bge-base-en-v1.5',
    dimension: 768,
    pooling: 'cls',
    licence: mit,
    parameters: 109,
    sizes: { fp32: listed(436), fp16: listed(218), int8: listed(110) },
    work: base,
  },
  {
    ...text,
    id: 'cambridgeltl/SapBERT-from-PubMedBERT-fulltext',
    source: 'Xenova/SapBERT-from-PubMedBERT-fulltext',
    dimension: 768,
    pooling: 'cls',
    normalized: false,
    licence: apache2,
    parameters: 109.5,
    sizes: { ...countedSizes(109.5), fp32: listed(436), int8: listed(110) },
    work: base,
    note: 'made for names of medical concepts, of PubMedBERT',
  },
  {
    ...text,
    id: 'NeuML/pubmedbert-base-embeddings',
    source: null,
    evidence: 'unverified',
    dimension: 768,
    normalized: false,
    licence: apache2,
    parameters: 109.5,
    sizes: countedSizes(109.5),
    work: base,
    note: 'no ONNX export was found, so export it yourself (docs/models.md)',
  },
  {
    ...text,
    id: 'microsoft/BiomedNLP-BiomedBERT-base-uncased-abstract',
    source: null,
    evidence: 'unverified',
    dimension: 768,
    normalized: false,
    licence: mit,
    parameters: 109.5,
    sizes: countedSizes(109.5),
    work: base,
    note: 'PubMedBERT itself, not trained for similarity; no ONNX export was found, so export it yourself (docs/models.md)',
  },
  {
    ...text,
    id: 'Qwen/Qwen3-Embedding-0.6B',
    source: 'onnx-community/Qwen3-Embedding-0.6B-ONNX',
    evidence: 'public code',
    dimension: 1024,
    maxTokens: 32_768,
    pooling: 'last',
    licence: apache2,
    parameters: 595.8,
    sizes: countedSizes(595.8),
    work: [decoderWork(440, 'text')],
  },
  {
    ...text,
    id: 'google/embeddinggemma-300m',
    source: 'onnx-community/embeddinggemma-300m-ONNX',
    evidence: 'public code',
    dimension: 768,
    maxTokens: 2048,
    licence: gemma,
    parameters: 308,
    sizes: countedSizes(308),
    work: [decoderWork(106, 'text')],
    note: 'the export pools and normalises by itself (sentence_embedding)',
  },
  {
    ...staticText,
    id: 'minishlab/potion-base-2M',
    source: 'minishlab/potion-base-2M',
    dimension: 64,
    parameters: 1.9,
    sizes: { fp32: listed(7.56) },
    pins: {
      fp32: {
        revision: 'main',
        files: {
          'model.safetensors': 'f95ffde02ad06f63ae38eb9d400038cd5ccaf8411ec3cb650c6025113f96cbb8',
        },
      },
    },
    work: staticWork(64),
  },
  {
    ...staticText,
    id: 'minishlab/potion-base-8M',
    source: 'minishlab/potion-base-8M',
    dimension: 256,
    parameters: 7.6,
    sizes: { fp32: listed(30.2) },
    pins: {
      fp32: {
        revision: 'ad78550e2b7d7f7a39d2abbc81b079aea6c20287',
        files: {
          'model.safetensors': 'f65d0f325faadc1e121c319e2faa41170d3fa07d8c89abd48ca5358d9a223de2',
        },
      },
    },
    work: staticWork(256),
  },
  {
    ...staticText,
    id: 'minishlab/potion-base-32M',
    source: 'minishlab/potion-base-32M',
    dimension: 512,
    parameters: 32.3,
    sizes: { fp32: listed(129) },
    pins: {
      fp32: {
        revision: 'f6f313b3f5070c9d7b721c8432dccf4456594bcf',
        files: {
          'model.safetensors': '99f6c33204c9231a7391871b7a3c91409b532c8f587a9ea44fc282303d8dec28',
        },
      },
    },
    work: staticWork(512),
  },
];
