// The deep network of du2019, section 6: f(x, W, a) = a . sigma(W_H ... sigma(W_1 x)), W_1 m x d,
// W_2 .. W_H m x m, a fixed; its gradient and the Gram matrices G_h, on a fixed activation pattern.
//
// On a pattern everything is a polynomial in the weights, so it runs over power series too.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck::du2019 {

/// One forward and backward pass. Index h = 0 .. H-1 is the layer, i the sample.
template <class T>
struct DeepPass {
  std::vector<Matrix<T>> in;    ///< inputs of layer h, n x (d or m)
  std::vector<Matrix<T>> z;     ///< pre-activations of layer h, n x m
  std::vector<Matrix<T>> back;  ///< du_i / dz of layer h, n x m
  std::vector<T> u;             ///< predictions, n
};

/// What the weights act on: data, output weights, and the pattern, 1 where a unit is active.
template <class R>
struct DeepFrame {
  Matrix<R> x;                     ///< n x d
  std::vector<R> a;                ///< m
  std::vector<Matrix<R>> pattern;  ///< of every layer, n x m
};

/// Reads layer h of the weights, row by row, from a flat state.
template <class T>
std::vector<Matrix<T>> deep_weights(const std::vector<T>& state, std::size_t m, std::size_t d) {
  std::vector<Matrix<T>> out;
  for (std::size_t at = 0; at < state.size();) {
    Matrix<T> w(m, out.empty() ? d : m);
    for (T& entry : w.entries()) entry = state[at++];
    out.push_back(std::move(w));
  }
  return out;
}

/// The pattern of the weights themselves: z >= 0, layer after layer.
template <class R>
std::vector<Matrix<R>> deep_pattern(const std::vector<Matrix<R>>& w, Matrix<R> in) {
  std::vector<Matrix<R>> out;
  for (const Matrix<R>& layer : w) {
    in = row_products(in, layer);
    out.emplace_back(in.rows(), in.cols());
    for (std::size_t k = 0; k < in.entries().size(); ++k) {
      out.back().entries()[k] = indicator<R>(less_equal(R(0), in.entries()[k]));
      in.entries()[k] *= out.back().entries()[k];
    }
  }
  return out;
}

/// The forward pass alone, with an empty `back`.
template <class T, class R>
DeepPass<T> deep_forward(const std::vector<Matrix<T>>& w, const DeepFrame<R>& frame) {
  const std::size_t n = frame.x.rows(), m = frame.a.size(), depth = w.size();
  DeepPass<T> out;
  Matrix<T> in(n, frame.x.cols());
  for (std::size_t k = 0; k < in.entries().size(); ++k) {
    in.entries()[k] = T(frame.x.entries()[k]);
  }
  for (std::size_t h = 0; h < depth; ++h) {
    Matrix<T> z(n, m), next(n, m);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t r = 0; r < m; ++r) {
        for (std::size_t k = 0; k < in.cols(); ++k) z(i, r) += w[h](r, k) * in(i, k);
        next(i, r) = T(frame.pattern[h](i, r)) * z(i, r);
      }
    }
    out.in.push_back(std::move(in));
    out.z.push_back(std::move(z));
    in = std::move(next);
  }
  for (std::size_t i = 0; i < n; ++i) {
    T u(0);
    for (std::size_t r = 0; r < m; ++r) u += T(frame.a[r]) * in(i, r);
    out.u.push_back(std::move(u));
  }
  return out;
}

template <class T, class R>
DeepPass<T> deep_pass(const std::vector<Matrix<T>>& w, const DeepFrame<R>& frame) {
  const std::size_t n = frame.x.rows(), m = frame.a.size(), depth = w.size();
  DeepPass<T> out = deep_forward(w, frame);
  Matrix<T> signal(n, m);  // du_i / d(output of the layer)
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t r = 0; r < m; ++r) signal(i, r) = T(frame.a[r]);
  }
  out.back.resize(depth);
  for (std::size_t h = depth; h-- > 0;) {
    Matrix<T> back(n, m), below(n, w[h].cols());
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t r = 0; r < m; ++r) {
        back(i, r) = T(frame.pattern[h](i, r)) * signal(i, r);
        for (std::size_t k = 0; k < below.cols(); ++k) below(i, k) += w[h](r, k) * back(i, r);
      }
    }
    out.back[h] = std::move(back);
    signal = std::move(below);
  }
  return out;
}

/// du_i / ds where the weights move like w + s v, by the product rule through the layers.
template <class R>
std::vector<R> deep_derivative(const DeepPass<R>& pass, const DeepFrame<R>& frame,
                               const std::vector<Matrix<R>>& w, const std::vector<Matrix<R>>& v) {
  const std::size_t n = frame.x.rows(), m = frame.a.size();
  Matrix<R> moved;  // of the inputs of the layer; the data stay
  for (std::size_t h = 0; h < w.size(); ++h) {
    Matrix<R> next(n, m);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t r = 0; r < m; ++r) {
        R slope = dot(v[h].row(r), pass.in[h].row(i));
        if (h > 0) slope += dot(w[h].row(r), moved.row(i));
        next(i, r) = frame.pattern[h](i, r) * slope;
      }
    }
    moved = std::move(next);
  }
  return moved * frame.a;
}

/// sum_i p_i du_i / dW_h, layer after layer, row by row: the velocity of gradient flow for p = y -
/// u.
template <class T>
std::vector<T> deep_velocity(const DeepPass<T>& pass, const std::vector<T>& p) {
  std::vector<T> out;
  for (std::size_t h = 0; h < pass.z.size(); ++h) {
    for (std::size_t r = 0; r < pass.z[h].cols(); ++r) {
      for (std::size_t k = 0; k < pass.in[h].cols(); ++k) {
        T total(0);
        for (std::size_t i = 0; i < p.size(); ++i) {
          total += p[i] * pass.back[h](i, r) * pass.in[h](i, k);
        }
        out.push_back(std::move(total));
      }
    }
  }
  return out;
}

/// G_h: (G_h)_ij = <du_i / dW_h, du_j / dW_h> = <back_i, back_j> <in_i, in_j>.
template <class R>
Matrix<R> deep_gram(const DeepPass<R>& pass, std::size_t h) {
  const std::size_t n = pass.u.size();
  Matrix<R> out(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      out(i, j) =
          dot(pass.back[h].row(i), pass.back[h].row(j)) * dot(pass.in[h].row(i), pass.in[h].row(j));
    }
  }
  return out;
}
/// sum_h G_h
template <class R>
Matrix<R> deep_gram_sum(const DeepPass<R>& pass) {
  Matrix<R> out = deep_gram(pass, 0);
  for (std::size_t h = 1; h < pass.z.size(); ++h) out = out + deep_gram(pass, h);
  return out;
}

}  // namespace claimcheck::du2019
