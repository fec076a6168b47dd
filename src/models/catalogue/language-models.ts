import { decoderWork } from './cost.ts';
import { type CatalogueEntry, counted, listed } from './entry.ts';
import { apache2, llama2, llama31 } from './licences.ts';

const gguf = {
  modality: 'text',
  format: 'gguf',
  inputSize: null,
  pooling: 'last',
  normalized: false,
  pins: {},
  note: null,
} as const;

/** Bytes a weight in Q8_0: blocks of 32 with one half-precision scale. */
const q8 = 34 / 32;

/** Large language models as GGUF files for llama.cpp, in Q8_0. */
export const languageModels: readonly CatalogueEntry[] = [
  {
    ...gguf,
    id: 'meta-llama/Llama-2-7b-chat-hf',
    source: 'TheBloke/Llama-2-7B-Chat-GGUF',
    evidence: 'hub page',
    dimension: 4096,
    maxTokens: 4096,
    licence: llama2,
    parameters: 6738,
    sizes: { int8: listed(7160) },
    pins: {
      int8: {
        revision: '95ba84c3bf8524c0aa3c3ca077019c9b1337ddbd',
        files: {
          'llama-2-7b-chat.Q8_0.gguf':
            'f47dade5e86466edb66c5afe6f8e9fb1fbb2c292827b90bd46b7a1817d864bf2',
        },
      },
    },
    work: [decoderWork(6607, 'gguf')],
    note: "the paper's default encoder of texts",
  },
  {
    ...gguf,
    id: 'meta-llama/Llama-2-13b-chat-hf',
    source: 'TheBloke/Llama-2-13B-chat-GGUF',
    evidence: 'hub page',
    dimension: 5120,
    maxTokens: 4096,
    licence: llama2,
    parameters: 13_016,
    sizes: { int8: counted(13_016, q8) },
    work: [decoderWork(12_852, 'gguf')],
    note: "the paper's larger encoder of texts",
  },
  {
    ...gguf,
    id: 'meta-llama/Llama-3.1-8B-Instruct',
    source: 'bartowski/Meta-Llama-3.1-8B-Instruct-GGUF',
    evidence: 'public code',
    dimension: 4096,
    maxTokens: 131_072,
    licence: llama31,
    parameters: 8030,
    sizes: { int8: counted(8030, q8) },
    work: [decoderWork(7505, 'gguf')],
  },
  {
    ...gguf,
    id: 'Qwen/Qwen3-Embedding-0.6B-GGUF',
    source: 'Qwen/Qwen3-Embedding-0.6B-GGUF',
    evidence: 'hub page',
    dimension: 1024,
    maxTokens: 32_768,
    normalized: true,
    licence: apache2,
    parameters: 595.8,
    sizes: { int8: listed(639.2) },
    pins: {
      int8: {
        revision: 'main',
        files: {
          'Qwen3-Embedding-0.6B-Q8_0.gguf':
            '06507c7b42688469c4e7298b0a1e16deff06caf291cf0a5b278c308249c3e439',
        },
      },
    },
    work: [decoderWork(440, 'gguf')],
  },
];
