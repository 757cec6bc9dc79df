// What bench/peers_du2019.py compares with PyTorch and with numerical integration.
//
//   du2019_figures FOLDER     writes x, w, a, y, losses, kernel, points as raw doubles
//
// One run of du2019's gradient descent (n = d = 50, m = 200, eta = 0.1, 200 steps), and H-infinity
// with its least eigenvalue for 12 unit inputs of R^3, some of them close to each other.

#include <fmt/core.h>

#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/data/directions.hpp"
#include "core/data/geometry.hpp"
#include "core/dynamics/gram_descent.hpp"
#include "core/dynamics/span_start.hpp"
#include "core/linear/spectrum.hpp"

namespace {

using namespace claimcheck;

void write(const std::filesystem::path& path, const Vector<double>& values) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(values.data()),
             static_cast<std::streamsize>(values.size() * sizeof(double)));
  if (!file) throw std::runtime_error("cannot write " + path.string());
}

void training(const std::filesystem::path& folder) {
  constexpr std::size_t n = 50, m = 200;
  constexpr double eta = 0.1;
  Stream random(2019, "du2019 peers", 0);
  const Matrix<double> x = sphere_points(n, n, random), w = random.normal_matrix(m, n);
  const Vector<double> y = random.normals(n);
  Vector<double> a(m), losses;
  for (double& weight : a) weight = random.sign() / std::sqrt(static_cast<double>(m));
  SpanStart start = span_start(x, w);
  GramDescent<ScalarOutput> run(
      {{ActivationFamily::relu, 1, 1, Kink::right}, a, y, Objective::sum_of_squares},
      std::move(start.gram), std::move(start.preactivations));
  for (int k = 0; k <= 200; ++k) {
    losses.push_back(run.risk());
    run.advance(eta);
  }
  write(folder / "x.f64", x.entries());
  write(folder / "w.f64", w.entries());
  write(folder / "a.f64", a);
  write(folder / "y.f64", y);
  write(folder / "losses.f64", losses);
}

void kernel(const std::filesystem::path& folder) {
  Stream random(2019, "du2019 peers", 1);
  Matrix<double> points = sphere_points(12, 3, random);
  for (std::size_t k = 0; k < 3; ++k) points(1, k) = points(0, k) + 1e-3 * random.normal();
  const double length = norm(points.row(1));
  for (double& entry : points.row(1)) entry /= length;
  Matrix<double> k = gram(points);
  for (std::size_t i = 0; i < k.rows(); ++i)
    k(i, i) = 1;  // unit to rounding, and acos is steep there
  const Matrix<double> h = infinite_width_gram(k);
  write(folder / "points.f64", points.entries());
  write(folder / "kernel.f64", h.entries());
  write(folder / "lambda_0.f64", {least_eigenvalue(h)});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: du2019_figures FOLDER\n");
    return 2;
  }
  training(argv[1]);
  kernel(argv[1]);
}
