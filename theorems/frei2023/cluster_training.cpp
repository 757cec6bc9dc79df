#include "theorems/frei2023/cluster_training.hpp"

#include <cmath>

#include "core/data/mixtures.hpp"
#include "core/dynamics/gram_descent.hpp"
#include "core/dynamics/span_start.hpp"
#include "core/dynamics/spectral_tracker.hpp"
#include "core/linear/product.hpp"
#include "core/network/two_layer.hpp"

namespace claimcheck::frei2023 {
namespace {

constexpr double label_noise = 0.15;

Activation<double> activation() { return {ActivationFamily::smoothed_leaky, 0.1, 1, Kink::right}; }

Vector<double> cluster_mean(std::size_t d) {
  const auto size = static_cast<double>(d);
  return Vector<double>(d, std::pow(size, 0.26) / std::sqrt(size));
}

Vector<double> output_weights(std::size_t m) {
  Vector<double> a(m);
  for (std::size_t j = 0; j < m; ++j) {
    a[j] = (j < m / 2 ? 1 : -1) / std::sqrt(static_cast<double>(m));
  }
  return a;
}

struct Data {
  LabelledSample train, test;
  Matrix<double> cross;  // <x_i, x'_k>, train by test
};

/// The same data for every initialisation scale, step size and start.
Data data(const ClusterRun& run, const ClusterScale& size, std::uint64_t seed) {
  Stream random(seed, "frei2023 appendix F.1, data", run.d);
  const Vector<double> mu = cluster_mean(run.d);
  Data out{gaussian_mixture(size.n, mu, label_noise, random), {}, {}};
  if (!run.accuracy) return out;
  out.test = gaussian_mixture(static_cast<std::size_t>(size.tests), mu, label_noise, random);
  out.cross = product_transposed(out.train.x, out.test.x);
  return out;
}

/// Share of samples with y f > 0.
double accuracy(const Vector<double>& f, const Vector<int>& y) {
  double right = 0;
  for (std::size_t i = 0; i < f.size(); ++i) right += y[i] * f[i] > 0 ? 1 : 0;
  return right / static_cast<double>(f.size());
}

/// Steps at which the test accuracy is measured, about ten a decade; it stays in between.
bool is_measured(int t) {
  const int decade = t < 10 ? 1 : static_cast<int>(std::pow(10, std::floor(std::log10(t)))) / 5;
  return t % std::max(1, decade) == 0;
}

struct Curve {
  Vector<double> rank, train, test;
};

/// One training.
Curve train(const Data& data, const ClusterRun& run, const ClusterScale& size, int start,
            const ExperimentScale& scale) {
  Stream random(scale.seed, "frei2023 appendix F.1, start", static_cast<std::uint64_t>(start));
  const auto neurons_and_inputs = static_cast<double>(size.m + run.d);
  Matrix<double> w =
      random.normal_matrix(size.m, run.d, run.init * std::sqrt(2 / neurons_and_inputs));
  const Vector<double> a = output_weights(size.m);
  SpanStart span = span_start(data.train.x, w);
  SpectralTracker tracker(w);
  Matrix<double> test_start;  // W(0) X'^T
  if (run.accuracy) test_start = product_transposed(w, data.test.x);
  w = Matrix<double>();
  GramDescent<ScalarOutput> descent(
      {activation(), a, lift<double>(data.train.y), Objective::mean_logistic}, std::move(span.gram),
      std::move(span.preactivations));
  Curve out;
  for (int t = 0;; ++t) {
    scale.breathe();
    const SpanState<double> state{descent.start(), descent.preactivations(),
                                  descent.coefficients()};
    out.rank.push_back(
        stable_rank(sum(squared_norms(span.squared_norms, state)), tracker.norm(state)));
    if (run.accuracy) {
      out.train.push_back(accuracy(descent.output().outputs(), data.train.y));
      if (is_measured(t)) {
        const Matrix<double> z = test_start + product(descent.coefficients(), data.cross);
        out.test.push_back(accuracy(outputs(activation(), a, z), data.test.y));
      } else {
        out.test.push_back(out.test.back());
      }
    }
    if (t == run.steps) break;
    descent.advance(run.alpha);
  }
  for (std::size_t t = out.rank.size(); t-- > 0;) out.rank[t] /= out.rank[0];
  return out;
}

MeanCurve mean_over(const std::vector<Curve>& curves, Vector<double> Curve::*which) {
  const auto count = static_cast<double>(curves.size());
  const std::size_t length = (curves[0].*which).size();
  MeanCurve out{Vector<double>(length, 0.0), Vector<double>(length, 0.0)};
  for (std::size_t t = 0; t < length; ++t) {
    double square_total = 0;
    for (const Curve& curve : curves) out.mean[t] += (curve.*which)[t] / count;
    for (const Curve& curve : curves) square_total += square((curve.*which)[t] - out.mean[t]);
    out.deviation[t] = std::sqrt(square_total / count);
  }
  return out;
}

}  // namespace

ClusterScale cluster_scale(Effort effort) {
  switch (effort) {
    case Effort::quick:
      return {40, 64, 1600, 3, 100, 500};
    case Effort::standard:
      return {100, 128, 4000, 3, 300, 1000};
    case Effort::deep:
      break;
  }
  return {100, 512, 10000, 5, 1000, 1000};
}

ClusterCurves train_on_clusters(const ClusterRun& run, const ClusterScale& size,
                                const ExperimentScale& scale) {
  const Data common = data(run, size, scale.seed);
  std::vector<Curve> curves;
  for (int start = 0; start < size.starts; ++start) {
    curves.push_back(train(common, run, size, start, scale));
  }
  const double distance = std::pow(static_cast<double>(run.d), 0.26) / std::sqrt(2.0);
  ClusterCurves out{run, mean_over(curves, &Curve::rank), {}, {}};
  if (run.accuracy) {
    out.train = mean_over(curves, &Curve::train);
    out.test = mean_over(curves, &Curve::test);
  }
  const double right_side = erfc(-distance) / 2;
  out.bayes = (1 - label_noise) * right_side + label_noise * (1 - right_side);
  out.tests = size.tests;
  return out;
}

SeriesRecord series(std::string name, const MeanCurve& curve) {
  SeriesRecord out{std::move(name), {}, curve.mean, curve.deviation};
  for (std::size_t t = 0; t < curve.mean.size(); ++t) out.x.push_back(static_cast<double>(t));
  return out;
}

FigureRecord ClusterFigure::panel(std::string title, std::size_t first, std::size_t last,
                                  const std::vector<std::string>& names) const {
  FigureRecord out{std::move(title),
                   "step $t$",
                   R"($\mathsf{StableRank}(W^{(t)})/\mathsf{StableRank}(W^{(0)})$)",
                   true,
                   true,
                   {}};
  for (std::size_t k = first; k < last; ++k) {
    out.series.push_back(series(names[k - first], curves[k].rank));
  }
  return out;
}

}  // namespace claimcheck::frei2023
