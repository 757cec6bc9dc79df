// frei2023, section 3 and appendices B and D: labelled data through their Gram matrix and the data
// assumption of Theorem 3.2, called (D3) here.
#pragma once

#include "core/data/near_orthogonal.hpp"
#include "core/linear/matrix.hpp"
#include "core/number/judgement.hpp"
#include "core/random/stream.hpp"
#include "properties/schema.hpp"

namespace claimcheck::frei2023 {

/// Labelled data up to rotation. Every statement of section 3 depends on inner products only, and
/// (D3) makes the Gram matrix positive definite, so that points with these inner products exist.
struct LabelledGram {
  Vector<double> squared_norm;  ///< n, |x_i|^2 > 0
  Matrix<double> inner;         ///< n x n: <x_i, x_k> below the diagonal; the rest is not read
  std::vector<int> y;           ///< n labels
  double gamma = 0.5;           ///< slope of the leaky ReLU on the negative side, in (0, 1)
};

/// The same with m1 positive and m2 negative neurons.
struct LabelledGramAndWidths : LabelledGram {
  int m1 = 1, m2 = 1;
};

template <class Setting>
Schema<Setting> labelled_gram_schema(int most_samples) {
  Domain slope = strictly_within(0, 1);
  slope.landmarks = {0.5, 0x1p-10, 1 - 0x1p-10};
  return Schema<Setting>()
      .axis("n", 1, most_samples)
      .vector("squared_norm", &LabelledGram::squared_norm, "n", positive())
      .matrix("inner", &LabelledGram::inner, "n", "n")
      .signs("y", &LabelledGram::y, "n")
      .real("gamma", &LabelledGram::gamma, slope);
}

template <class Setting>
Schema<Setting> labelled_gram_and_widths_schema(int most_samples, int most_neurons) {
  return labelled_gram_schema<Setting>(most_samples)
      .integer("m1", &LabelledGramAndWidths::m1, within(1, most_neurons))
      .integer("m2", &LabelledGramAndWidths::m2, within(1, most_neurons));
}

/// What the clauses call by the paper's symbols.
template <Scalar R>
struct Data {
  R n;
  R gamma;
  Matrix<R> gram;      ///< <x_i, x_k>
  std::vector<int> y;  ///< labels
  R R2_min, R2_max;    ///< min |x_i|^2, max |x_i|^2
  R p;                 ///< max_{i != k} |<x_i, x_k>|, 0 for n = 1

  explicit Data(const LabelledGram& s);

  std::size_t samples() const { return y.size(); }
};

/// Data with mu-hat = sum_i y_i x_i.
template <Scalar R>
struct DataWithMean : Data<R> {
  Vector<R> along;  ///< <mu-hat, y_k x_k>
  R mu2;            ///< |mu-hat|^2

  explicit DataWithMean(const LabelledGram& s)
      : Data<R>(s), along(this->gram * lift<R>(s.y)), mu2(0) {
    for (std::size_t k = 0; k < this->samples(); ++k) {
      along[k] *= R(s.y[k]);
      mu2 += along[k];
    }
  }
};

/// The right-hand side of (15), sqrt(2) R_min gamma / (3 R sqrt(n)) G.
template <Scalar R>
R proxy_pl_bound(const Data<R>& x, const R& G) {
  return x.gamma * x.R2_min * G * sqrt(2 / (9 * x.R2_max * x.n));
}

/// The number type of an observation.
template <class O>
using ScalarOf = std::remove_cvref_t<decltype(std::remove_cvref_t<O>::n)>;

/// Linearly independent points with these inner products exist. Follows from (D3); a hypothesis of
/// its own, so that (D3) can be dropped without leaving the world of points.
template <Scalar R>
Relation<R> points_exist(const Data<R>& x);

/// (D3) R_min^2 >= 3 gamma^-3 R^2 n p, multiplied by gamma^3 R_min^2. R_max > 0 by the setting.
template <Scalar R>
Relation<R> satisfies_d3(const Data<R>& x);

/// Moves random data to where (D3) holds or nearly holds: off-diagonal entries of many sign
/// patterns, scaled to the border of (D3), inside it, to zero, or (rarely) outside. Keeps the
/// labels and gamma, and mostly keeps data that satisfy (D3).
void approach_d3(LabelledGram& s, Stream& random);

/// approach_d3, sometimes with one label only, and widths that are equal, unbalanced or as drawn.
void approach_d3_with_widths(LabelledGramAndWidths& s, int most_neurons, Stream& random);

/// n points of norm 1 with alternating labels and correlations on the border of (D3): the cases in
/// which the estimates of appendix B are closest to equality.
LabelledGram border_of_d3(std::size_t n, double gamma, SignPattern pattern);

/// Two points of norms 1 and 5 at cosine +-0.95, far outside (D3): with m1 = m2 = 1 the longer one
/// has an inactive constraint if it is on the side of the other (labels times cosine positive);
/// otherwise some neuron is at a kink, and with m1 = 1, m2 = 2 there are five KKT points.
LabelledGram far_from_d3(bool same_side);

}  // namespace claimcheck::frei2023
