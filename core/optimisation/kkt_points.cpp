#include "core/optimisation/kkt_points.hpp"

#include "core/linear/elimination.hpp"

namespace claimcheck {
namespace {

/// What the side of <w_j, x_i> asks of a candidate, for active i.
template <Scalar R>
Truth side_holds(const MarginProblem<R>& problem, const KktPoint<R>& w, std::size_t j,
                 std::size_t i) {
  switch (w.side(j, i)) {
    case Side::positive:
      return less(R(0), w.z(j, i));
    case Side::negative:
      return less(w.z(j, i), R(0));
    case Side::kink:
      break;
  }
  return less_equal(problem.gamma * w.lambda[i], w.share(j, i)) &
         less_equal(w.share(j, i), w.lambda[i]);
}

/// total += sign x for a sign of 1 or -1
template <Scalar R>
void add_signed(R& total, int sign, const R& x) {
  if (sign > 0) {
    total += x;
  } else {
    total -= x;
  }
}

}  // namespace

template <Scalar R>
void complete(const MarginProblem<R>& problem, KktPoint<R>& w) {
  const std::size_t n = problem.samples();
  w.z = Matrix<R>(w.rows(), n);
  w.margin = Vector<R>(n, R(0));
  w.is_kkt = Truth::yes;
  for (std::size_t i = 0; i < n; ++i) {
    if (w.active[i]) w.is_kkt = w.is_kkt & less(R(0), w.lambda[i]);
  }
  for (std::size_t i = 0; i < n && !certainly_not(w.is_kkt); ++i) {
    for (std::size_t j = 0; j < w.rows(); ++j) {
      R& z = w.z(j, i);
      for (std::size_t q = 0; q < n; ++q) {
        if (w.active[q])
          add_signed(z, w.sign[j] * problem.y[q], w.share(j, q) * problem.gram(q, i));
      }
      if (w.active[i]) {
        w.is_kkt = w.is_kkt & side_holds(problem, w, j, i);
        if (w.side(j, i) == Side::kink) z = R(0);  // by construction
      }
      add_signed(w.margin[i], problem.y[i] * w.sign[j],
                 w.copies[j] == 1 ? leaky_relu(problem.gamma, z)
                                  : w.copies[j] * leaky_relu(problem.gamma, z));
    }
    w.margin[i] /= problem.m();
    if (!w.active[i]) w.is_kkt = w.is_kkt & less_equal(R(1), w.margin[i]);
  }
}

template <Scalar R>
R squared_weight_norm(const MarginProblem<R>& problem, const KktPoint<R>& w) {
  R total(0);
  for (std::size_t j = 0; j < w.rows(); ++j) {
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      total += w.copies[j] * w.sign[j] * problem.y[i] * w.share(j, i) * w.z(j, i);
    }
  }
  return total / problem.m();
}

template <Scalar R>
std::optional<KktPoint<R>> aligned_point(const MarginProblem<R>& problem) {
  const std::size_t n = problem.samples();
  const R &gamma = problem.gamma, gamma2 = square(gamma);
  const R both_positive = problem.m1 + problem.m2 * gamma2;  // m1 c_i c_k + m2 b_i b_k
  const R both_negative = problem.m1 * gamma2 + problem.m2, opposite = problem.m() * gamma;
  Matrix<R> k(n, n);  // m K
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t q = 0; q <= i; ++q) {
      if (problem.y[i] != problem.y[q]) {
        k(i, q) = -(problem.gram(i, q) * opposite);
      } else {
        k(i, q) = problem.gram(i, q) * (problem.y[i] > 0 ? both_positive : both_negative);
      }
      k(q, i) = k(i, q);
    }
  }
  const std::optional<Vector<R>> lambda =
      solve_by_elimination(std::move(k), Vector<R>(n, problem.m()));
  if (!lambda) return std::nullopt;
  KktPoint<R> w{{1, -1},
                {problem.m1, problem.m2},
                std::vector<bool>(n, true),
                Matrix<Side>(2, n, Side::kink),
                *lambda,
                Matrix<R>(2, n),
                {},
                {},
                Truth::unknown};
  for (std::size_t j = 0; j < 2; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      const bool own = problem.y[i] == w.sign[j];
      w.side(j, i) = own ? Side::positive : Side::negative;
      w.share(j, i) = own ? w.lambda[i] : w.lambda[i] * gamma;
    }
  }
  complete(problem, w);
  return w;
}

template <Scalar R>
Matrix<R> signed_gram(const MarginProblem<R>& problem) {
  Matrix<R> out = problem.gram;
  for (std::size_t i = 0; i < problem.samples(); ++i) {
    for (std::size_t k = 0; k < problem.samples(); ++k) {
      if (problem.y[i] != problem.y[k]) out(i, k) = -out(i, k);
    }
  }
  return out;
}

template <Scalar R>
std::optional<Vector<R>> max_margin_multipliers(const MarginProblem<R>& problem) {
  return solve_by_elimination(signed_gram(problem), Vector<R>(problem.samples(), R(1)));
}

template void complete(const MarginProblem<double>&, KktPoint<double>&);
template double squared_weight_norm(const MarginProblem<double>&, const KktPoint<double>&);
template std::optional<KktPoint<double>> aligned_point(const MarginProblem<double>&);
template Matrix<double> signed_gram(const MarginProblem<double>&);
template std::optional<Vector<double>> max_margin_multipliers(const MarginProblem<double>&);

template void complete(const MarginProblem<Interval>&, KktPoint<Interval>&);
template Interval squared_weight_norm(const MarginProblem<Interval>&, const KktPoint<Interval>&);
template std::optional<KktPoint<Interval>> aligned_point(const MarginProblem<Interval>&);
template Matrix<Interval> signed_gram(const MarginProblem<Interval>&);
template std::optional<Vector<Interval>> max_margin_multipliers(const MarginProblem<Interval>&);

template void complete(const MarginProblem<Ball>&, KktPoint<Ball>&);
template Ball squared_weight_norm(const MarginProblem<Ball>&, const KktPoint<Ball>&);
template std::optional<KktPoint<Ball>> aligned_point(const MarginProblem<Ball>&);
template Matrix<Ball> signed_gram(const MarginProblem<Ball>&);
template std::optional<Vector<Ball>> max_margin_multipliers(const MarginProblem<Ball>&);

template void complete(const MarginProblem<Rational>&, KktPoint<Rational>&);
template Rational squared_weight_norm(const MarginProblem<Rational>&, const KktPoint<Rational>&);
template std::optional<KktPoint<Rational>> aligned_point(const MarginProblem<Rational>&);
template Matrix<Rational> signed_gram(const MarginProblem<Rational>&);
template std::optional<Vector<Rational>> max_margin_multipliers(const MarginProblem<Rational>&);

template void complete(const MarginProblem<Extended>&, KktPoint<Extended>&);
template Extended squared_weight_norm(const MarginProblem<Extended>&, const KktPoint<Extended>&);
template std::optional<KktPoint<Extended>> aligned_point(const MarginProblem<Extended>&);
template Matrix<Extended> signed_gram(const MarginProblem<Extended>&);
template std::optional<Vector<Extended>> max_margin_multipliers(const MarginProblem<Extended>&);

}  // namespace claimcheck
