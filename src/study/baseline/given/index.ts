/**
 * Given: knows how an ONNX model of pictures that somebody else trained is read and put into a
 * network that trains it on. It knows nothing of texts, heads or data sets.
 */
export { givenEncoder } from './encoder.ts';
export { type GivenModel, givenModelHash, readGivenModel } from './model.ts';
export { pictureBytes } from './pictures.ts';
