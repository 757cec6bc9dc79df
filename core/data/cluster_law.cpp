#include "core/data/cluster_law.hpp"

#include <cmath>
#include <stdexcept>

namespace claimcheck {
namespace {

double exponential(Stream& stream) { return -std::log(stream.uniform()); }

/// |z| has density proportional to r^{d-1} on [0, sqrt(d + 2)], the direction is uniform.
void unit_ball_law(Stream& stream, std::span<double> z) {
  const double d = static_cast<double>(z.size());
  for (double& value : z) value = stream.normal();
  const double length = norm(z);
  const double radius = std::sqrt(d + 2) * std::pow(stream.uniform(), 1 / d);
  for (double& value : z) value *= radius / length;
}

/// Barycentric coordinates p of a uniform point are d + 1 exponentials over their sum; the vertices
/// are e_k - c 1 for k <= d and -b 1, a regular simplex in R^d centred at 0, scaled to covariance
/// I.
void unit_simplex_law(Stream& stream, std::span<double> z) {
  const double d = static_cast<double>(z.size());
  double total = exponential(stream);
  const double last = total;
  for (double& value : z) total += value = exponential(stream);
  // Regular: |e_k - e_l|^2 = 2 = |e_k + t 1|^2 = (1 + t)^2 + (d - 1) t^2 for the vertex -t 1.
  const double t = (std::sqrt(d + 1) - 1) / d;
  const double shift = (1 - t) / (d + 1);
  const double scale = std::sqrt((d + 1) * (d + 2));
  for (double& value : z) value = scale * (value / total - t * last / total - shift);
}

}  // namespace

void draw_cluster(ClusterLaw law, double sigma, Stream& stream, std::span<double> z) {
  if (!(sigma >= 0)) throw std::invalid_argument("a standard deviation must not be negative");
  if (z.empty()) return;
  if (law == ClusterLaw::ball) unit_ball_law(stream, z);
  if (law == ClusterLaw::simplex) unit_simplex_law(stream, z);
  for (double& value : z) {
    switch (law) {
      case ClusterLaw::gaussian:
        value = stream.normal();
        break;
      case ClusterLaw::cube:
        value = std::sqrt(3.0) * stream.uniform(-1, 1);
        break;
      case ClusterLaw::laplace:
        value = stream.sign() * exponential(stream) / std::sqrt(2.0);
        break;
      case ClusterLaw::exponential:
        value = exponential(stream) - 1;
        break;
      case ClusterLaw::negative_exponential:
        value = 1 - exponential(stream);
        break;
      case ClusterLaw::ball:
      case ClusterLaw::simplex:
        break;
    }
    value *= sigma;
  }
}

}  // namespace claimcheck
