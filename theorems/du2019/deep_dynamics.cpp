// du2019, section 6: the dynamics of the predictions of deep networks, and their Gram matrices.
//
// Reading. Depth 1 to 3, all pre-activations non-zero (differentiable points). C1 and C2 compare
// the backward pass with the forward derivative, a second derivation. C5 in its differential form
// (S1 at t = 0), and along the flow up to the first change of pattern, with g the least eigenvalue
// of sum_h G_h over the flow (S1).

#include "core/dynamics/taylor_arc.hpp"
#include "core/linear/spectrum.hpp"
#include "core/network/two_layer.hpp"
#include "core/on_demand.hpp"
#include "theorems/du2019/deep_network.hpp"
#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;           // n x d
  Matrix<double> W1, W2, W3;  // m x d, m x m, m x m; the first H are used
  Vector<double> a, y, v;     // m, n, n
  int H = 1;
  double t = 0.25;

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 2)
        .axis("m", 1, 2)
        .axis("d", 1, 2)
        .matrix("X", &Setting::X, "n", "d")
        .matrix("W1", &Setting::W1, "m", "d")
        .matrix("W2", &Setting::W2, "m", "m")
        .matrix("W3", &Setting::W3, "m", "m")
        .vector("a", &Setting::a, "m")
        .vector("y", &Setting::y, "n")
        .vector("v", &Setting::v, "n")
        .integer("H", &Setting::H, within(1, 3))
        .real("t", &Setting::t, above_up_to(0, 1));
  }
};

/// The flow from the start to a time, or as far as its pattern keeps.
template <class R>
struct Path {
  R time{0}, least;  // time reached, a bound of the least eigenvalue of sum_h G_h
  R end;             // |y - u|^2

  Path(const DeepFrame<R>& frame, const Vector<R>& y, const Vector<R>& start, double until)
      : frame_(frame), y_(y) {
    constexpr int order = std::same_as<R, Ball> ? 16 : 10, most_steps = 12;
    constexpr double tolerance = std::same_as<R, Ball> ? 1e-22 : 1e-14;
    const auto field = [&](const auto& at) { return velocity(at); };
    Vector<R> at = start;
    const DeepPass<R> first = deep_pass(weights(at), frame_);
    least = least_eigenvalue(deep_gram_sum(first));
    end = squared_norm(residual(first));
    for (int k = 0; k < most_steps && mid(time) < until; ++k) {
      const double length =
          taylor_step_length(taylor_expansion(field, at, order), tolerance, until - mid(time));
      const auto arc = taylor_arc(field, at, R(length), order);
      if (!arc) break;
      const DeepPass<R> over = deep_pass(weights(arc->range()), frame_);
      if (!same_pattern(over)) break;
      least = min(least, least_eigenvalue(deep_gram_sum(over)));
      at = arc->end();
      time += R(length);
      end = squared_norm(residual(deep_forward(weights(at), frame_)));
    }
    if constexpr (Enclosure<R>) least = R(least.lower());
  }

 private:
  template <class T>
  std::vector<Matrix<T>> weights(const std::vector<T>& state) const {
    return deep_weights(state, frame_.a.size(), frame_.x.cols());
  }
  template <class T>
  std::vector<T> residual(const DeepPass<T>& at) const {
    std::vector<T> out;
    for (std::size_t i = 0; i < y_.size(); ++i) out.push_back(T(y_[i]) - at.u[i]);
    return out;
  }
  template <class T>
  std::vector<T> velocity(const std::vector<T>& state) const {
    const DeepPass<T> now = deep_pass(weights(state), frame_);
    return deep_velocity(now, residual(now));
  }
  bool same_pattern(const DeepPass<R>& at) const {
    for (std::size_t h = 0; h < at.z.size(); ++h) {
      for (std::size_t k = 0; k < at.z[h].entries().size(); ++k) {
        const R& z = at.z[h].entries()[k];
        const bool active = mid(frame_.pattern[h].entries()[k]) == 1;
        if (!certainly(active ? less(R(0), z) : less(z, R(0)))) return false;
      }
    }
    return true;
  }

  const DeepFrame<R>& frame_;
  const Vector<R>& y_;
};

template <class R>
struct Observation {
  std::size_t n, m, d;
  DeepFrame<R> frame;
  Vector<R> y, v, state;
  std::vector<Matrix<R>> w;
  DeepPass<R> pass;
  Vector<R> p, velocity;       // y - u, dW/dt
  Matrix<R> gram;              // sum_h G_h
  R start;                     // |y - u(0)|^2
  R scale;                     // of |p|^2 + |velocity|^2, for equalities of sums that cancel
  OnDemand<Vector<R>> change;  // du/dt by the forward derivative
  OnDemand<Path<R>> path;

  explicit Observation(const Setting& s)
      : n(s.X.rows()),
        m(s.a.size()),
        d(s.X.cols()),
        frame{lift<R>(s.X), lift<R>(s.a), {}},
        y(lift<R>(s.y)),
        v(lift<R>(s.v)),
        change([this] { return forward_derivative(velocity); }),
        path([this, t = s.t] { return Path<R>(frame, y, state, t); }) {
    const Matrix<double>* layers[] = {&s.W1, &s.W2, &s.W3};
    for (int h = 0; h < s.H; ++h) {
      w.push_back(lift<R>(*layers[h]));
      for (const R& entry : w.back().entries()) state.push_back(entry);
    }
    frame.pattern = deep_pattern(w, frame.x);
    pass = deep_pass(w, frame);
    p = y;
    for (std::size_t i = 0; i < n; ++i) p[i] -= pass.u[i];
    velocity = deep_velocity(pass, p);
    gram = deep_gram_sum(pass);
    start = squared_norm(p);
    double size = mid(start);
    for (const R& entry : velocity) size += square(mid(entry));
    scale = R(size);
  }
  Observation(const Observation&) = delete;  // the path refers to the frame
  Observation& operator=(const Observation&) = delete;

  Vector<R> forward_derivative(const Vector<R>& direction) const {
    return deep_derivative(pass, frame, w, deep_weights(direction, m, d));
  }
  /// No pre-activation is zero.
  Judgement<R> differentiable() const {
    return every(pass.z.size() * n * m,
                 [&](auto k) { return gt(abs(pass.z[k / (n * m)].entries()[k % (n * m)]), 0); });
  }
  /// |y - u(t)|^2 <= (1 + 2^-30) e^{-factor g t} |y - u(0)|^2
  Relation<R> decays(int factor) const {
    return le(path->end, (1 + R(0x1p-30)) * exp(-factor * path->least * path->time) * start);
  }
};

/// Weights of moderate size, so that the flow gets somewhere.
void moderate(Setting& s, Stream& random) {
  if (random.chance(0.3)) return;
  for (Matrix<double>* w : {&s.W1, &s.W2, &s.W3, &s.X}) {
    for (double& entry : w->entries()) {
      if (std::fabs(entry) > 4 || random.chance(0.2)) entry = random.normal();
      if (random.chance(0.4)) entry = std::fabs(entry);
    }
  }
  for (double& label : s.y) label = random.integer(-3, 3);
  for (double& weight : s.a) weight = random.normal();
}

/// H = n = m = d = 1: u = z, G = 1, so |y - u|^2 decays like e^{-2t} exactly.
const Setting linear = {Matrix<double>(1, 1, 1.0),
                        Matrix<double>(1, 1, 1.0),
                        Matrix<double>(1, 1, 1.0),
                        Matrix<double>(1, 1, 1.0),
                        {1},
                        {3},
                        {1},
                        1,
                        0.5};

using Dynamics = Claim<Setting, Observation>;

constexpr auto moved = [](const auto& o) {
  return gt(256 * o.path->least * o.path->time, 1) & gt(1024 * o.start, 1);
};

}  // namespace

AnyClaim deep_dynamics() {
  return Dynamics{
      .card = {.id = "du2019/deep-dynamics",
               .title = "Deep networks: dynamics and Gram matrices",
               .label = "Section 6",
               .place = "Section 6",
               .kind = Kind::flow,
               .statement =
                   R"(For $f(x,W,a)=a^\top\sigma(W^{(H)}\cdots\sigma(W^{(1)}x))$ under gradient
flow, $\frac{du}{dt}=\sum_{h=1}^HG^{(h)}(t)(y-u(t))$ with $G^{(h)}_{ij}=\big\langle\frac{\partial u_i}
{\partial W^{(h)}},\frac{\partial u_j}{\partial W^{(h)}}\big\rangle$; each $G^{(h)}$ is positive
semidefinite, and if the least eigenvalue of $\sum_hG^{(h)}(t)$ is bounded below, gradient flow converges to
zero training loss at a linear rate.)",
               .reading =
                   R"(Depth up to 3, differentiable points. The convergence as $\|y-u(t)\|^2\le
e^{-2gt}\|y-u(0)\|^2$, $g$ the least eigenvalue over the flow up to $t$ or to the first change of pattern.)"},
      .hypotheses = {{"differentiable", "no pre-activation is zero",
                      [](const auto& o) { return o.differentiable(); }}},
      .conclusions =
          {{"C1", R"($\frac{dW^{(h)}}{dt}=-\frac{\partial L}{\partial W^{(h)}}=\sum_i(y_i-u_i)
\frac{\partial u_i}{\partial W^{(h)}}$)",
            [](const auto& o) {
              using R = std::decay_t<decltype(o.scale)>;
              return every(o.state.size(), [&](auto k) {
                Vector<R> direction(o.state.size(), R(0));
                direction[k] = R(1);
                return eq_next_to(o.scale, dot(o.p, o.forward_derivative(direction)),
                                  o.velocity[k]);
              });
            }},
           {"C2", R"($\frac{du_i}{dt}=\sum_h\langle\frac{\partial u_i}{\partial W^{(h)}},
\frac{dW^{(h)}}{dt}\rangle=\sum_j(y_j-u_j)\sum_hG_{ij}^{(h)}$)",
            [](const auto& o) {
              using R = std::decay_t<decltype(o.scale)>;
              return every(o.n, [&](auto i) {
                Vector<R> unit(o.n, R(0));
                unit[i] = R(1);
                return eq_next_to(o.scale, dot(deep_velocity(o.pass, unit), o.velocity),
                                  dot(o.gram.row(i), o.p));
              });
            }},
           {"C3", R"($\frac{du}{dt}=\sum_hG^{(h)}(y-u)$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                return eq_next_to(o.scale, (*o.change)[i], dot(o.gram.row(i), o.p));
              });
            }},
           {"C4", R"($v^\top G^{(h)}v\ge0$)",
            [](const auto& o) {
              using R = std::decay_t<decltype(o.scale)>;
              return every(o.pass.z.size(), [&](auto h) {
                const auto form = dot(o.v, deep_gram(o.pass, h) * o.v);
                return le_next_to(o.scale + 1, R(0), form);
              });
            }},
           {"C5",
            R"($\frac d{dt}\|y-u\|^2=-2(y-u)^\top\sum_hG^{(h)}(y-u)\le-2\lambda_{\min}\|y-u\|^2$)",
            [](const auto& o) {
              const auto form = dot(o.p, o.gram * o.p);
              return eq_next_to(o.scale, 2 * dot(o.p, *o.change), 2 * form) &
                     le_next_to(o.scale, least_eigenvalue(o.gram) * o.start, form);
            }},
           {"S1",
            R"($\|y-u(t)\|^2\le e^{-2gt}\|y-u(0)\|^2$ when $\lambda_{\min}(\sum_hG^{(h)}(s))\ge g>0$
on $[0,t]$, $gt\ge2^{-8}$; up to a factor $1+2^{-30}$, since $H=1$ gives equality)",
            given(moved), [](const auto& o) { return o.decays(2); }}},
      .prepare = moderate,
      .tight = {linear},
      .mutants = {{"without the last layer's Gram matrix", "C3",
                   [](const auto& o) {
                     const auto part = o.gram - deep_gram(o.pass, o.pass.z.size() - 1);
                     return every(o.n, [&](auto i) {
                       return eq_next_to(o.scale, (*o.change)[i], dot(part.row(i), o.p));
                     });
                   }},
                  {"three times the rate", "S1", given(moved),
                   [](const auto& o) { return o.decays(6); }},
                  {"G twice", "C2",
                   [](const auto& o) {
                     return every(o.n, [&](auto i) {
                       return eq_next_to(o.scale, (*o.change)[i], 2 * dot(o.gram.row(i), o.p));
                     });
                   }}},
      .cost = 6};
}

}  // namespace claimcheck::du2019
