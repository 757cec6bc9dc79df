// du2019, section 6: the conjecture that the Gram matrices of deep networks are stable.
//
// Reading. The scaling of the initialisation is not given; this is an exploration, not a test of
// the conjecture: H = 2, n = d = 6 inputs on the sphere, W_h ~ N(0, 2 / fan-in), a_r = +-1/sqrt(m),
// 60 steps of gradient descent with step 0.05, eight initialisations a width. C1: the spread of
// sum_h G_h(0) over initialisations falls as m grows; C2: so does its drift along training. C3 is
// deep-dynamics, C5.

#include <cmath>

#include "core/data/directions.hpp"
#include "core/linear/spectrum.hpp"
#include "properties/experiment.hpp"
#include "theorems/du2019/deep_network.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

constexpr int starts = 8, steps = 60;
constexpr std::size_t samples = 6;
constexpr double step = 0.05;

/// Relative to |mean of sum_h G_h(0)|_F, means over the initialisations.
struct Width {
  double m, spread, drift;
};

struct Exploration {
  std::vector<Width> widths;
  std::int64_t runs() const { return static_cast<std::int64_t>(widths.size()) * starts; }
  std::vector<FigureRecord> figures() const {
    FigureRecord out{"Deep Gram matrices",
                     "$m$",
                     "relative to their mean",
                     true,
                     true,
                     {{"spread of $\\sum_hG^{(h)}(0)$", {}, {}}, {"drift in training", {}, {}}}};
    for (const Width& width : widths) {
      for (SeriesRecord& series : out.series) series.x.push_back(width.m);
      out.series[0].y.push_back(width.spread);
      out.series[1].y.push_back(width.drift);
    }
    return {out};
  }
  template <class Value>
  Judgement<double> falls(Value value, double factor = 1) const {
    return every(widths.size() - 1,
                 [&](auto k) { return lt(factor * value(widths[k + 1]), value(widths[k])); });
  }
};

/// The pass with the pattern of the weights themselves.
DeepPass<double> forward(const std::vector<Matrix<double>>& w, DeepFrame<double>& frame) {
  frame.pattern = deep_pattern(w, frame.x);
  return deep_pass(w, frame);
}

struct Trained {
  Matrix<double> before, after;
};
Trained train(std::size_t m, const Matrix<double>& x, const Vector<double>& y, Stream& random) {
  DeepFrame<double> frame{x, {}, {}};
  const double width = static_cast<double>(m);
  for (std::size_t r = 0; r < m; ++r) frame.a.push_back(random.sign() / std::sqrt(width));
  std::vector<Matrix<double>> w = {
      random.normal_matrix(m, x.cols(), std::sqrt(2.0 / static_cast<double>(x.cols()))),
      random.normal_matrix(m, m, std::sqrt(2.0 / width))};
  DeepPass<double> pass = forward(w, frame);
  Trained out{deep_gram_sum(pass), {}};
  for (int k = 0; k < steps; ++k) {
    Vector<double> p = y;
    for (std::size_t i = 0; i < samples; ++i) p[i] -= pass.u[i];
    const Vector<double> velocity = deep_velocity(pass, p);
    std::size_t at = 0;
    for (Matrix<double>& layer : w) {
      for (double& entry : layer.entries()) entry += step * velocity[at++];
    }
    pass = forward(w, frame);
  }
  out.after = deep_gram_sum(pass);
  return out;
}

Exploration explore(const ExperimentScale& scale) {
  Stream data(scale.seed, "du2019 section 6, data", 0);
  const Matrix<double> x = sphere_points(samples, samples, data);
  const Vector<double> y = data.normals(samples);
  std::vector<std::size_t> widths = {8, 32, 128};
  if (scale.effort == Effort::deep) widths.push_back(512);
  Exploration out;
  for (const std::size_t m : widths) {
    std::vector<Trained> all;
    Matrix<double> mean(samples, samples);
    for (int start = 0; start < starts; ++start) {
      scale.breathe();
      Stream random(scale.seed, "du2019 section 6, width " + std::to_string(m),
                    static_cast<std::uint64_t>(start));
      all.push_back(train(m, x, y, random));
      mean = mean + (1.0 / starts) * all.back().before;
    }
    Width width{static_cast<double>(m), 0, 0};
    for (const Trained& one : all) {
      width.spread += std::sqrt(squared_norm(one.before - mean)) / starts;
      width.drift += std::sqrt(squared_norm(one.after - one.before)) / starts;
    }
    width.spread /= std::sqrt(squared_norm(mean));
    width.drift /= std::sqrt(squared_norm(mean));
    out.widths.push_back(width);
  }
  return out;
}

}  // namespace

AnyClaim deep_conjecture() {
  return Experiment<Exploration>{
      .card = {.id = "du2019/deep-conjecture",
               .title = "Deep networks: conjecture",
               .label = "Section 6, conjecture",
               .place = "Section 6",
               .statement = R"(For $m$ large enough, $\sum_hG^{(h)}(0)$ is close to a fixed matrix
$\sum_hG_\infty^{(h)}$, and $\sum_hG^{(h)}(t)$ stays close to $\sum_hG^{(h)}(0)$ for all $t>0$; so if
$\sum_hG^{(h)}_\infty$ has a least eigenvalue bounded below, gradient flow reaches zero loss linearly.)",
               .reading = R"(A conjecture, explored at one scaling of the initialisation: $H=2$,
$n=d=6$, widths 8 to 128, gradient descent. It supports the conjecture and proves nothing.)"},
      .run = explore,
      .findings =
          {{"C1", R"(the relative spread of $\sum_hG^{(h)}(0)$ over initialisations falls)",
            [](const Exploration& e) { return e.falls([](const Width& w) { return w.spread; }); }},
           {"C2", R"(the relative drift of $\sum_hG^{(h)}$ along training falls)",
            [](const Exploration& e) { return e.falls([](const Width& w) { return w.drift; }); }}},
      .mutants = {{"the spread falls like 1/m",
                   {"C1", "",
                    [](const Exploration& e) {
                      return e.falls([](const Width& w) { return w.spread; }, 4);
                    }}},
                  {"the drift falls like 1/m^2",
                   {"C2", "",
                    [](const Exploration& e) {
                      return e.falls([](const Width& w) { return w.drift; }, 16);
                    }}},
                  {"the drift grows",
                   {"C2", "",
                    [](const Exploration& e) {
                      return gt(e.widths.back().drift, e.widths.front().drift);
                    }}}},
      .untestable = {"C3: a statement about the limit matrix for all times; its finite form is "
                     "deep-dynamics, C5 and S1"}};
}

}  // namespace claimcheck::du2019
