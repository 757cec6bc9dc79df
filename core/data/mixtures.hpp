// The mixtures of the papers: two Gaussians, XOR clusters, four unit-norm clusters, k x l caps.
#pragma once

#include "core/data/cluster_law.hpp"
#include "core/data/labelled.hpp"

namespace claimcheck {

/// x = y' mu + z, z ~ N(0, I_d), y' = +-1 with probability 1/2 each; the label is y' flipped with
/// probability `noise` (frei2023, eq. 4 and appendix F). cluster: 0 for +mu, 1 for -mu.
LabelledSample gaussian_mixture(std::size_t n, const Vector<double>& mu, double noise,
                                Stream& stream);

/// Four clusters at +mu1, -mu1 (label +1) and +mu2, -mu2 (label -1), each with probability 1/4,
/// plus a draw of `law`; labels flipped with probability `noise` (frei2022, data 1-4).
/// cluster: 0..3 in that order. @throws std::invalid_argument when the means differ in dimension.
struct XorModel {
  Vector<double> mu1, mu2;  ///< orthonormal in the paper; not checked
  ClusterLaw law = ClusterLaw::gaussian;
  double sigma = 0;
  double noise = 0;
};
LabelledSample xor_clusters(std::size_t n, const XorModel& model, Stream& stream);

/// Unit vectors within distance `radius` of four unit centres, labels +1, +1, -1, -1, sizes as
/// given; centres of different label have inner product at most `overlap`
/// (chatterji2021, A2-A4). Unit norms hold to rounding. d >= 2.
/// @throws std::invalid_argument when no such centres are found (overlap below -1, or hardly above)
/// or radius is not in (0, 1).
struct FourClusters {
  std::array<std::size_t, 4> sizes;
  std::size_t d;
  double radius, overlap;
};
LabelledSample four_clusters(const FourClusters& model, Stream& stream);

/// k classes of l caps on the unit sphere of R^d: points of different classes are at distance at
/// least `separation`, each cap has diameter at most `width` * separation (li2018, A1-A2; there
/// width <= 1/(8 l)). Labels are classes 0..k-1, cluster is class * l + component.
/// @throws std::invalid_argument when the caps do not fit (found by rejection).
struct SphereMixture {
  std::size_t classes, components, d;
  double separation, width;
};
LabelledSample sphere_mixture(std::size_t n, const SphereMixture& model, Stream& stream);

/// Gaussian components: class i has l means mu ~ N(0, mean_scale^2 / d I), each point is a mean
/// plus N(0, spread^2 / d I) (li2018, experiments; not on the sphere).
struct GaussianComponents {
  std::size_t classes, components, d;
  double mean_scale, spread;
};
/// The means, one row for each of classes * components; then samples from them.
Matrix<double> component_means(const GaussianComponents& model, Stream& stream);
LabelledSample gaussian_components(std::size_t n, const GaussianComponents& model,
                                   const Matrix<double>& means, Stream& stream);

}  // namespace claimcheck
