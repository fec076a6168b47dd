/** What Python users call their vectors; where a file has several, the first of these is taken. */
export const vectorNames = ['vectors', 'vector', 'embeddings', 'embedding'] as const;
