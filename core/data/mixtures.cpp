#include "core/data/mixtures.hpp"

#include <cmath>
#include <stdexcept>

#include "core/data/directions.hpp"

namespace claimcheck {
namespace {

/// Rejection gives up after this many draws: then the clusters do not fit, or nearly so.
constexpr int restarts = 50, draws_per_start = 2000;

LabelledSample empty_sample(std::size_t n, std::size_t d) {
  return {Matrix<double>(n, d), Vector<int>(n), Vector<int>(n), std::vector<std::size_t>(n)};
}

Vector<double> unit(Stream& stream, std::size_t d) {
  Vector<double> v = stream.normals(d);
  const double length = norm(v);
  for (double& value : v) value /= length;
  return v;
}

/// A unit vector at distance at most `radius` from the unit vector c: c turned towards a uniform
/// orthogonal direction by an angle uniform below 2 asin(radius / 2).
void draw_cap(const Vector<double>& c, double radius, Stream& stream, std::span<double> x) {
  Vector<double> side = unit(stream, c.size());
  const double along = dot(side, c);
  for (std::size_t k = 0; k < c.size(); ++k) side[k] -= along * c[k];
  const double length = norm(side);
  const double angle = stream.uniform() * 2 * std::asin(radius / 2);
  for (std::size_t k = 0; k < c.size(); ++k) {
    x[k] = std::cos(angle) * c[k] + std::sin(angle) * side[k] / length;
  }
}

double distance(const Vector<double>& a, const Vector<double>& b) {
  double total = 0;
  for (std::size_t k = 0; k < a.size(); ++k) total += square(a[k] - b[k]);
  return std::sqrt(total);
}

/// count unit vectors in R^d such that fits(new, index, earlier ones) holds for every one.
template <class Fits>
std::vector<Vector<double>> draw_centres(std::size_t count, std::size_t d, Stream& stream,
                                         Fits fits) {
  for (int attempt = 0; attempt < restarts; ++attempt) {
    std::vector<Vector<double>> centres;
    for (int draw = 0; draw < draws_per_start && centres.size() < count; ++draw) {
      Vector<double> c = unit(stream, d);
      if (fits(c, centres)) centres.push_back(std::move(c));
    }
    if (centres.size() == count) return centres;
  }
  throw std::invalid_argument("the clusters do not fit on the sphere");
}

}  // namespace

LabelledSample gaussian_mixture(std::size_t n, const Vector<double>& mu, double noise,
                                Stream& stream) {
  LabelledSample out = empty_sample(n, mu.size());
  for (std::size_t i = 0; i < n; ++i) {
    out.clean[i] = stream.sign();
    out.y[i] = stream.chance(noise) ? -out.clean[i] : out.clean[i];
    out.cluster[i] = out.clean[i] == 1 ? 0 : 1;
    for (std::size_t k = 0; k < mu.size(); ++k) {
      out.x(i, k) = out.clean[i] * mu[k] + stream.normal();
    }
  }
  return out;
}

LabelledSample xor_clusters(std::size_t n, const XorModel& model, Stream& stream) {
  if (model.mu1.size() != model.mu2.size()) {
    throw std::invalid_argument("the cluster means differ in dimension");
  }
  LabelledSample out = empty_sample(n, model.mu1.size());
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t which = stream.below(4);
    out.cluster[i] = which;
    out.clean[i] = which < 2 ? 1 : -1;
    out.y[i] = stream.chance(model.noise) ? -out.clean[i] : out.clean[i];
    const Vector<double>& mu = which < 2 ? model.mu1 : model.mu2;
    draw_cluster(model.law, model.sigma, stream, out.x.row(i));
    for (std::size_t k = 0; k < mu.size(); ++k) out.x(i, k) += which % 2 == 0 ? mu[k] : -mu[k];
  }
  return out;
}

LabelledSample four_clusters(const FourClusters& model, Stream& stream) {
  if (model.d < 2 || !(model.radius > 0) || !(model.radius < 1)) {
    throw std::invalid_argument("four clusters need d >= 2 and a radius in (0, 1)");
  }
  const auto centres = draw_centres(4, model.d, stream, [&](const auto& c, const auto& earlier) {
    for (std::size_t k = 0; k < earlier.size(); ++k) {
      if ((k < 2) != (earlier.size() < 2) && dot(c, earlier[k]) > model.overlap) return false;
    }
    return true;
  });
  std::size_t n = 0;
  for (const std::size_t size : model.sizes) n += size;
  LabelledSample out = empty_sample(n, model.d);
  std::size_t i = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    for (std::size_t s = 0; s < model.sizes[k]; ++s, ++i) {
      draw_cap(centres[k], model.radius, stream, out.x.row(i));
      out.cluster[i] = k;
      out.y[i] = out.clean[i] = k < 2 ? 1 : -1;
    }
  }
  return out;
}

LabelledSample sphere_mixture(std::size_t n, const SphereMixture& model, Stream& stream) {
  const double radius = model.width * model.separation / 2;
  if (model.d < 2 || model.classes == 0 || model.components == 0 || !(model.separation >= 0) ||
      !(radius >= 0) || radius > 1) {
    throw std::invalid_argument("sphere mixture: parameter out of range");
  }
  const std::size_t l = model.components;
  const auto centres =
      draw_centres(model.classes * l, model.d, stream, [&](const auto& c, const auto& earlier) {
        for (std::size_t k = 0; k < earlier.size(); ++k) {
          const bool same_class = k / l == earlier.size() / l;
          if (!same_class && distance(c, earlier[k]) < model.separation + 2 * radius) return false;
        }
        return true;
      });
  LabelledSample out = empty_sample(n, model.d);
  for (std::size_t i = 0; i < n; ++i) {
    out.cluster[i] = stream.below(centres.size());
    out.y[i] = out.clean[i] = static_cast<int>(out.cluster[i] / l);
    draw_cap(centres[out.cluster[i]], radius, stream, out.x.row(i));
  }
  return out;
}

Matrix<double> component_means(const GaussianComponents& model, Stream& stream) {
  return stream.normal_matrix(model.classes * model.components, model.d,
                              model.mean_scale / std::sqrt(static_cast<double>(model.d)));
}

LabelledSample gaussian_components(std::size_t n, const GaussianComponents& model,
                                   const Matrix<double>& means, Stream& stream) {
  LabelledSample out = empty_sample(n, model.d);
  const double deviation = model.spread / std::sqrt(static_cast<double>(model.d));
  for (std::size_t i = 0; i < n; ++i) {
    out.cluster[i] = stream.below(means.rows());
    out.y[i] = out.clean[i] = static_cast<int>(out.cluster[i] / model.components);
    for (std::size_t k = 0; k < model.d; ++k) {
      out.x(i, k) = means(out.cluster[i], k) + deviation * stream.normal();
    }
  }
  return out;
}

}  // namespace claimcheck
