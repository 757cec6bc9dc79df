#include "core/random/stream.hpp"

#include <Random123/philox.h>

#include <cmath>
#include <span>

namespace claimcheck {
namespace {

double horner(std::span<const double> coefficients, double x) {
  double out = 0;
  for (auto it = coefficients.rbegin(); it != coefficients.rend(); ++it) out = out * x + *it;
  return out;
}

// Wichura (1988), Applied Statistics 37, 477-484: PPND16.
constexpr double central_top[] = {3.3871328727963666080e0, 1.3314166789178437745e2,
                                  1.9715909503065514427e3, 1.3731693765509461125e4,
                                  4.5921953931549871457e4, 6.7265770927008700853e4,
                                  3.3430575583588128105e4, 2.5090809287301226727e3};
constexpr double central_bottom[] = {1.0,
                                     4.2313330701600911252e1,
                                     6.8718700749205790830e2,
                                     5.3941960214247511077e3,
                                     2.1213794301586595867e4,
                                     3.9307895800092710610e4,
                                     2.8729085735721942674e4,
                                     5.2264952788528545610e3};
constexpr double middle_top[] = {1.42343711074968357734e0,  4.63033784615654529590e0,
                                 5.76949722146069140550e0,  3.64784832476320460504e0,
                                 1.27045825245236838258e0,  2.41780725177450611770e-1,
                                 2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr double middle_bottom[] = {1.0,
                                    2.05319162663775882187e0,
                                    1.67638483018380384940e0,
                                    6.89767334985100004550e-1,
                                    1.48103976427480074590e-1,
                                    1.51986665636164571966e-2,
                                    5.47593808499534494600e-4,
                                    1.05075007164441684324e-9};
constexpr double tail_top[] = {6.65790464350110377720e0,  5.46378491116411436990e0,
                               1.78482653991729133580e0,  2.96560571828504891230e-1,
                               2.65321895265761230930e-2, 1.24266094738807843860e-3,
                               2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr double tail_bottom[] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};

}  // namespace

double normal_quantile(double p) {
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * horner(central_top, r) / horner(central_bottom, r);
  }
  const double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
  const double size = r <= 5 ? horner(middle_top, r - 1.6) / horner(middle_bottom, r - 1.6)
                             : horner(tail_top, r - 5) / horner(tail_bottom, r - 5);
  return q < 0 ? -size : size;
}

std::uint64_t stream_key(std::string_view name) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : name) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3u;
  }
  return hash;
}

// Counter words 2 and 3 carry the key's hash, words 0 and 1 count blocks and draws; the seed and
// the upper half of the draw index enter the Philox key.
Stream::Stream(std::uint64_t seed, std::uint64_t key, std::uint64_t index) {
  counter_ = {0, static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(key),
              static_cast<std::uint32_t>(key >> 32)};
  key_ = {static_cast<std::uint32_t>(seed),
          static_cast<std::uint32_t>(seed >> 32) ^ static_cast<std::uint32_t>(index >> 32)};
}

void Stream::refill() {
  const r123::Philox4x32::ctr_type counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const r123::Philox4x32::key_type key{{key_[0], key_[1]}};
  const auto out = r123::Philox4x32()(counter, key);
  block_[0] = (std::uint64_t{out[1]} << 32) | out[0];
  block_[1] = (std::uint64_t{out[3]} << 32) | out[2];
  ++counter_[0];
  used_ = 0;
}

std::uint64_t Stream::bits() {
  if (used_ == block_.size()) refill();
  return block_[used_++];
}

std::size_t Stream::below(std::size_t count) {
  // Rejection keeps the law exactly uniform.
  const std::uint64_t limit = ~std::uint64_t{0} - ~std::uint64_t{0} % count;
  std::uint64_t word = bits();
  while (word >= limit) word = bits();
  return static_cast<std::size_t>(word % count);
}

int Stream::integer(int low, int high) {
  return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
}

double Stream::uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }
double Stream::uniform(double low, double high) { return low + (high - low) * uniform(); }
bool Stream::chance(double probability) { return uniform() < probability; }
int Stream::sign() { return (bits() & 1) != 0 ? 1 : -1; }
double Stream::normal() { return normal_quantile(uniform()); }

Vector<double> Stream::normals(std::size_t count, double deviation) {
  Vector<double> out(count);
  for (double& value : out) value = deviation * normal();
  return out;
}

Matrix<double> Stream::normal_matrix(std::size_t rows, std::size_t cols, double deviation) {
  Matrix<double> out(rows, cols);
  for (double& value : out.entries()) value = deviation * normal();
  return out;
}

}  // namespace claimcheck
