// frei2023, section 5: "the network has the capacity to approximate any continuous function".
//
// Reading. The networks of Section 2 have no biases and fixed output weights. For every W, width
// and gamma, f(beta x) = beta f(x) for beta > 0, and f(x) - f(-x) is linear in x. Both bound the
// error of approximating g from below by values of g alone:
//   |g(beta x) - beta g(x)| / (1 + beta),  |o(x) + o(x') - o(x + x')| / 3,  o(x) = (g(x) -
//   g(-x))/2.
// C1 says that these bounds are at most 1/100 and fails, whatever the network. Repair: targets that
// are positively homogeneous with linear odd part; those of the form
// <c, x> + sum +-|<b_k, x>| are networks exactly (the rest of that class are limits of these).

#include "core/linear/matrix.hpp"
#include "core/optimisation/kkt_points.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

enum class Target { constant, squared_norm, cube, coordinate, modulus };

struct Setting {
  Target target = Target::constant;
  Vector<double> x, other;  // d
  double beta = 2;
  double gamma = 0.5;
  Matrix<double> W;       // m x d, times sqrt(m)
  std::vector<int> sign;  // m output signs; rows of W serve as the b_k of the repair

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("d", 1, 3)
        .axis("m", 1, 4)
        .choice("target", &Setting::target,
                {Target::constant, Target::squared_norm, Target::cube, Target::coordinate,
                 Target::modulus},
                {"1", "|x|^2", "x_1^3", "x_1", "|x_1|"})
        .vector("x", &Setting::x, "d", within(-1, 1))
        .vector("other", &Setting::other, "d", within(-1, 1))
        .real("beta", &Setting::beta, positive())
        .real("gamma", &Setting::gamma, strictly_within(0, 1))
        .matrix("W", &Setting::W, "m", "d")
        .signs("sign", &Setting::sign, "m");
  }
};

template <Scalar R>
R value(Target target, const Vector<R>& x) {
  switch (target) {
    case Target::constant:
      return R(1);
    case Target::squared_norm:
      return squared_norm(x);
    case Target::cube:
      return x[0] * x[0] * x[0];
    case Target::modulus:
      return abs(x[0]);
    case Target::coordinate:
      break;
  }
  return x[0];
}

/// factor x
template <Scalar R>
Vector<R> scaled(const R& factor, Vector<R> x) {
  for (R& entry : x) entry *= factor;
  return x;
}
template <Scalar R>
Vector<R> negated(Vector<R> x) {
  for (R& entry : x) entry = -entry;
  return x;
}

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;
  Target target;
  std::vector<int> sign;
  Matrix<R> W;
  R gamma, beta;
  Vector<R> x, other;

  explicit Observation(const Setting& s)
      : target(s.target),
        sign(s.sign),
        W(lift<R>(s.W)),
        gamma(s.gamma),
        beta(s.beta),
        x(lift<R>(s.x)),
        other(lift<R>(s.other)) {}

  R g(const Vector<R>& at) const { return value(target, at); }
  /// The network sum_j s_j phi(z_j) of the pre-activations z_j = <w_j, .>, W times sqrt(m).
  R network(const Vector<R>& z) const {
    R total(0);
    for (std::size_t j = 0; j < W.rows(); ++j) total += sign[j] * leaky_relu(gamma, z[j]);
    return total;
  }
  R f(const Vector<R>& at) const { return network(W * at); }
  /// f(at) - f(-at); <w_j, -x> = -<w_j, x>.
  R twice_odd_part(const Vector<R>& at) const {
    const Vector<R> z = W * at;
    return network(z) - network(negated(z));
  }
  Vector<R> times(const R& factor, const Vector<R>& at) const { return scaled(factor, at); }
  Vector<R> both() const {
    Vector<R> out = x;
    for (std::size_t k = 0; k < x.size(); ++k) out[k] += other[k];
    return out;
  }

  /// |g(beta x) - beta g(x)| / (1 + beta)
  R homogeneity_defect() const { return abs(g(times(beta, x)) - beta * g(x)) / (1 + beta); }
  /// |o(x) + o(x') - o(x + x')| / 3 for the odd part o of g
  R additivity_defect() const {
    const auto odd = [&](const Vector<R>& at) { return (g(at) - g(negated(at))) / 2; };
    return abs(odd(x) + odd(other) - odd(both())) / 3;
  }
  /// A network for <c, .> + sum_j s_j |<w_j, .>|, c = the setting's second point: two neurons
  /// +-c / (1 + gamma), and two of sign s_j at +-w_j / (1 - gamma) for every j. At the point
  /// (1 - gamma^2) x, where nothing is divided.
  R explicit_network() const {
    const R linear = (1 - gamma) * dot(other, x);
    R total = leaky_relu(gamma, linear) - leaky_relu(gamma, R(-linear));
    for (std::size_t j = 0; j < W.rows(); ++j) {
      const R z = (1 + gamma) * dot(W.row(j), x);
      total += sign[j] * (leaky_relu(gamma, z) + leaky_relu(gamma, R(-z)));
    }
    return total;
  }
  /// The same function at the same point; it is positively homogeneous.
  R homogeneous_target() const {
    R total = dot(other, x);
    for (std::size_t j = 0; j < W.rows(); ++j) total += sign[j] * abs(dot(W.row(j), x));
    return (1 - square(gamma)) * total;
  }
};

using Remark = Claim<Setting, Observation>;

Remark statement() {
  const auto error_of = [](const auto& o) {
    return [&o](const auto& at) { return abs(o.f(at) - o.g(at)); };
  };
  return {
      .card = {.id = "frei2023/remark-5-capacity",
               .title = "Expressive power of the network class",
               .label = "Section 5, first paragraph",
               .place = "Section 5",
               .kind = Kind::existence,
               .statement = R"(The learned network has a linear decision boundary even when the
network has the capacity to approximate any continuous function.)",
               .reading =
                   R"(Taken for the networks of Section 2: leaky ReLU, no biases, output weights
$\pm\frac1{\sqrt m}$, any width. They are positively homogeneous and have a linear odd part (S1, S2),
so the best uniform error in approximating a target $g$ on a set with $x,\beta x,\pm x',\dots$ is at
least the defect of $g$ itself (S3, S4), whatever $W$, $m$ and $\gamma$ are. C1 (no defect above
$\frac1{100}$) is refuted: for $g=1$, $|g(2x)-2g(x)|/3=\frac13$; on a sphere, odd functions such as
$x_1^3$ are refuted in the same way. The passing remark holds for networks with biases. If
"even when" is read as a condition, the networks of Section 2 never meet it.)"},
      .hypotheses = {},
      .conclusions =
          {{"C1", R"(the error bounds are at most $\frac1{100}$ for every continuous $g$)",
            [](const auto& o) {
              return le(100 * o.homogeneity_defect(), 1) & le(100 * o.additivity_defect(), 1);
            }},
           {"S1", R"($f(\beta x;W)=\beta f(x;W)$ for $\beta>0$)",
            [](const auto& o) { return eq(o.f(o.times(o.beta, o.x)), o.beta * o.f(o.x)); }},
           {"S2", R"($f(x;W)-f(-x;W)$ is linear in $x$)",
            [](const auto& o) {
              return eq(o.twice_odd_part(o.both()),
                        o.twice_odd_part(o.x) + o.twice_odd_part(o.other));
            }},
           {"S3", R"(for every $W$ the error at $x$ or $\beta x$ is at least
$\frac{|g(\beta x)-\beta g(x)|}{1+\beta}$)",
            [error_of](const auto& o) {
              const auto error = error_of(o);
              return ge(max(error(o.x), error(o.times(o.beta, o.x))), o.homogeneity_defect());
            }},
           {"S4", R"(for every $W$ the error at $\pm x$, $\pm x'$ or $\pm(x+x')$ is at least
$\frac13|o(x)+o(x')-o(x+x')|$)",
            [error_of](const auto& o) {
              const auto error = error_of(o);
              const auto pair = [&](const auto& at) { return max(error(at), error(negated(at))); };
              return ge(max(pair(o.x), max(pair(o.other), pair(o.both()))), o.additivity_defect());
            }}},
      .mutants =
          {{"f(beta x) = beta^2 f(x)", "S1",
            [](const auto& o) { return eq(o.f(o.times(o.beta, o.x)), square(o.beta) * o.f(o.x)); }},
           {"f is odd", "S2", [](const auto& o) { return eq(o.f(negated(o.x)), -o.f(o.x)); }},
           {"twice the bound", "S3",
            [error_of](const auto& o) {
              const auto error = error_of(o);
              return ge(max(error(o.x), error(o.times(o.beta, o.x))), 2 * o.homogeneity_defect());
            }}},
      .refuted = {"C1"}};
}

}  // namespace

AnyClaim remark_5_capacity() { return statement(); }

AnyClaim remark_5_capacity_corrected() {
  Remark remark = statement();
  remark.card.id += "_corrected";
  remark.card.corrects =
      R"(Targets that are positively homogeneous with linear odd part, such as
$\langle c,x\rangle+\sum_k\pm|\langle b_k,x\rangle|$, which are networks exactly.)";
  remark.replace({"C1", R"($\langle c,x\rangle+\sum_k\pm|\langle b_k,x\rangle|$ is a network)",
                  [](const auto& o) { return eq(o.explicit_network(), o.homogeneous_target()); }});
  remark.mutants.push_back({"without 1 - gamma", "C1", [](const auto& o) {
                              return eq(o.explicit_network(),
                                        o.homogeneous_target() * (1 - o.gamma));
                            }});
  remark.refuted.clear();
  return remark;
}

}  // namespace claimcheck::frei2023
