#include "theorems/du2019/width_sweep.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <utility>

#include "core/data/directions.hpp"
#include "core/data/geometry.hpp"
#include "core/dynamics/gram_descent.hpp"
#include "core/dynamics/span_observables.hpp"
#include "core/dynamics/span_start.hpp"
#include "core/linear/spectrum.hpp"
#include "core/network/tangent_gram.hpp"

namespace claimcheck::du2019 {
namespace {

constexpr double step = 1;

struct Scale {
  int n;
  std::vector<int> widths;
  int starts, threads;
};
Scale scale_of(Effort effort) {
  switch (effort) {
    case Effort::quick:
      return {60, {30, 120, 480}, 6, 1};
    case Effort::standard:
      return {200, {100, 400, 1600}, 3, 1};
    case Effort::deep:
      break;
  }
  return {1000, {125, 500, 2000, 8000}, 3, 2};
}

struct Data {
  Matrix<double> x;
  Vector<double> y;
  double lambda_0;
};

Data data(int n, std::uint64_t seed) {
  Stream random(seed, "du2019 section 5, data", 0);
  const auto size = static_cast<std::size_t>(n);
  Data out{sphere_points(size, size, random), random.normals(size), 0};
  Matrix<double> k = gram(out.x);
  for (std::size_t i = 0; i < size; ++i) k(i, i) = 1;  // unit to rounding, and acos is steep there
  out.lambda_0 = least_eigenvalue(infinite_width_gram(k));
  return out;
}

ScalarOutput output(std::size_t m, const Vector<double>& y, Stream& random) {
  Vector<double> a(m);
  for (double& weight : a) weight = random.sign() / std::sqrt(static_cast<double>(m));
  return {{ActivationFamily::relu, 1, 1, Kink::right}, std::move(a), y, Objective::sum_of_squares};
}

Matrix<double> present_gram(const GramDescent<ScalarOutput>& run) {
  return tangent_gram(run.output().a(), run.output().slopes(), run.gram());
}

double share_changed(const Matrix<double>& before, const Matrix<double>& after) {
  std::size_t changed = 0;
  for (std::size_t k = 0; k < before.entries().size(); ++k) {
    changed += (before.entries()[k] >= 0) != (after.entries()[k] >= 0) ? 1 : 0;
  }
  return static_cast<double>(changed) / static_cast<double>(before.entries().size());
}

/// Adds one training, divided by the number of them.
void train(const Data& data, int starts, int start, const ExperimentScale& scale,
           WidthCurves& out) {
  const auto m = static_cast<std::size_t>(out.m);
  Stream random(scale.seed, "du2019 section 5, width " + std::to_string(out.m),
                static_cast<std::uint64_t>(start));
  ScalarOutput network = output(m, data.y, random);
  SpanStart begin = span_start(data.x, random.normal_matrix(m, data.x.cols()));
  GramDescent<ScalarOutput> run(std::move(network), std::move(begin.gram),
                                std::move(begin.preactivations), scale_of(scale.effort).threads);
  const double share = 1.0 / starts, first_loss = run.risk();
  const Matrix<double> gram_at_start = present_gram(run);
  out.bound[0] +=
      share * 4 *
      std::sqrt(static_cast<double>(data.y.size()) * 2 * first_loss / static_cast<double>(m)) /
      data.lambda_0;
  out.losses.emplace_back();
  for (std::size_t k = 0;; ++k) {
    scale.breathe();
    const SpanState<double> state{run.start(), run.preactivations(), run.coefficients()};
    const Vector<double> distances = squared_distances(state);
    out.losses.back().push_back(run.risk() / first_loss);
    out.loss[k] += share * out.losses.back().back();
    out.changed[k] += share * share_changed(run.start(), run.preactivations());
    out.distance[k] += share * std::sqrt(*std::max_element(distances.begin(), distances.end()));
    if (k == epochs) break;
    run.advance(step);
  }
  const Matrix<double> gram_at_end = present_gram(run);
  out.least_start += share * least_eigenvalue(gram_at_start);
  out.least_end += share * least_eigenvalue(gram_at_end);
  out.drift += share * spectral_norm(gram_at_end - gram_at_start);
}

WidthSweep swept(const ExperimentScale& scale) {
  const Scale size = scale_of(scale.effort);
  const Data common = data(size.n, scale.seed);
  WidthSweep out{size.n, 0, {}};
  for (const int m : size.widths) {
    const Vector<double> zeros(epochs + 1, 0.0);
    WidthCurves curves{m, zeros, {}, zeros, zeros, {0.0}};
    for (int start = 0; start < size.starts; ++start, ++out.trainings) {
      train(common, size.starts, start, scale, curves);
    }
    out.widths.push_back(std::move(curves));
  }
  return out;
}

}  // namespace

WidthSweep sweep_widths(const ExperimentScale& scale) {
  static std::mutex busy;
  static std::map<std::pair<Effort, std::uint64_t>, WidthSweep> done;
  const std::lock_guard lock(busy);
  const std::pair key(scale.effort, scale.seed);
  const auto known = done.find(key);
  if (known != done.end()) return known->second;
  return done[key] = swept(scale);
}

Judgement<double> WidthSweep::ordered(Vector<double> WidthCurves::*curve, int first,
                                      double power) const {
  return every(widths.size() - 1, [&](auto k) {
    const WidthCurves &narrow = widths[k], &wide = widths[k + 1];
    const double factor = std::pow(static_cast<double>(wide.m) / narrow.m, power);
    return every(static_cast<std::size_t>(epochs + 1 - first), [&](auto e) {
      const std::size_t epoch = e + static_cast<std::size_t>(first);
      return lt(factor * (wide.*curve)[epoch], (narrow.*curve)[epoch]);
    });
  });
}

Judgement<double> WidthSweep::every_run_ordered() const {
  return every(widths.size() - 1, [&](auto k) {
    return every(static_cast<std::size_t>(epochs), [&](auto e) {
      double worst_wide = 0, best_narrow = HUGE_VAL;
      for (const auto& run : widths[k + 1].losses) worst_wide = std::max(worst_wide, run[e + 1]);
      for (const auto& run : widths[k].losses) best_narrow = std::min(best_narrow, run[e + 1]);
      return lt(worst_wide, best_narrow);
    });
  });
}

FigureRecord WidthSweep::by_epoch(const std::string& title, const std::string& y_label,
                                  Vector<double> WidthCurves::*curve, bool logarithmic) const {
  FigureRecord out{title, "epoch", y_label, false, logarithmic, {}};
  for (const WidthCurves& width : widths) {
    SeriesRecord series{"$m=" + std::to_string(width.m) + "$", {}, width.*curve};
    for (std::size_t k = 0; k < series.y.size(); ++k) series.x.push_back(static_cast<double>(k));
    out.series.push_back(std::move(series));
  }
  return out;
}

FigureRecord WidthSweep::by_width(const std::string& title, const std::string& y_label,
                                  const std::function<double(const WidthCurves&)>& value) const {
  FigureRecord out{title, "$m$", y_label, true, true, {{y_label, {}, {}}}};
  for (const WidthCurves& width : widths) {
    out.series[0].x.push_back(width.m);
    out.series[0].y.push_back(value(width));
  }
  return out;
}

}  // namespace claimcheck::du2019
