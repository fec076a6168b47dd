/**
 * Linear algebra: knows products of matrices behind one interface, and the factorisations that are
 * made of them. It knows nothing of embeddings, graphs or runtimes, and runs in a browser.
 */
export { cholesky, solveCholesky } from './cholesky.ts';
export { covarianceOf, crossCovarianceOf } from './covariance.ts';
export { DoubleMatrix } from './double-matrix.ts';
export { gram } from './gram.ts';
export { type InverseSquareRootOptions, inverseSquareRoot } from './inverse-square-root.ts';
export { type LeadingEigen, type LeadingEigenOptions, leadingEigen } from './leading-eigen.ts';
export { leadingSubspace, type MultiplyVectors } from './leading-subspace.ts';
export { orthonormalBasis } from './orthonormal-basis.ts';
export { plainProducts } from './plain-products.ts';
export { polarFactor } from './polar-factor.ts';
export { type Products, productSizes, type Transposed } from './products.ts';
export { type SingularDecomposition, singularDecomposition } from './singular-decomposition.ts';
export { type Eigen, symmetricEigen, symmetricEigenvalues } from './symmetric-eigen.ts';
export { solveLower } from './triangular.ts';
export { addScaled, dot, largest } from './vector.ts';
