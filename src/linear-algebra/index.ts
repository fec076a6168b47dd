/**
 * Linear algebra: knows products of matrices behind one interface, and the factorisations that are
 * made of them. It knows nothing of embeddings, graphs or runtimes, and runs in a browser.
 */
export { covarianceOf, crossCovarianceOf } from './covariance.ts';
export { DoubleMatrix } from './double-matrix.ts';
export { gram } from './gram.ts';
export { leadingSubspace, type MultiplyVectors } from './leading-subspace.ts';
export { plainProducts } from './plain-products.ts';
export { type Products, productSizes, type Transposed } from './products.ts';
export { type Eigen, symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts';
export { addScaled, dot, largest } from './vector.ts';
