/**
 * LLM: knows how texts become vectors by a language or embedding model that is not ours to run step
 * by step: a GGUF file through llama.cpp, or any server that speaks OpenAI's `/v1/embeddings`. It
 * knows nothing of stores or plans, and sends nothing off the machine unless told to.
 */
export { type EndpointOptions, openEndpointEncoder } from './endpoint-encoder.ts';
export { endpointSchema } from './endpoint-options.ts';
export type { TextPooling } from './gguf-description.ts';
export { type GgufOptions, type NoticingEmbedder, openGgufEncoder } from './gguf-encoder.ts';
export { ggufSchema } from './gguf-options.ts';
