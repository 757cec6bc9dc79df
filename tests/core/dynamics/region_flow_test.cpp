#include "core/dynamics/region_flow.hpp"

#include "core/dynamics/joint_flow.hpp"
#include "core/network/two_layer.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Instance {
  Matrix<double> x, w;
  Vector<double> a, y;
};

Instance instance(std::uint64_t seed) {
  Stream draw(seed, "region flow", 0);
  Instance out{draw.normal_matrix(2, 2, 0.7), draw.normal_matrix(3, 2), {}, {}};
  for (int j = 0; j < 3; ++j) out.a.push_back(draw.normal());
  for (int i = 0; i < 2; ++i) out.y.push_back(2 * draw.normal());
  return out;
}

template <class R>
RegionFlow<R> flow_of(const Instance& at, bool both = true) {
  const Matrix<R> x = lift<R>(at.x);
  return RegionFlow<R>(
      {lift<R>(at.a), lift<R>(at.y), gram(x), row_products(lift<R>(at.w), x), both});
}

}  // namespace

TEST_CASE("series add and multiply as polynomials, cut at the longer factor") {
  Series<double> t(0.0);
  t.push_back(1);
  t.push_back(0);
  const Series<double> p = (Series<double>(1) + t) * (Series<double>(2) - t);
  CHECK(p.size() == 3);
  CHECK(p[0] == 2);
  CHECK(p[1] == 1);
  CHECK(p[2] == -1);
  CHECK(p.at(3.0) == -4);
}

TEST_CASE("an arc of x' = x^2 encloses 1 / (1 - t)") {
  const auto field = [](const auto& x) { return std::decay_t<decltype(x)>{x[0] * x[0]}; };
  const auto arc = taylor_arc<Interval>(field, {Interval(1)}, Interval(0.125), 12);
  REQUIRE(arc);
  CHECK(arc->end()[0].contains(8.0 / 7));
  CHECK(arc->end()[0].radius() < 1e-5);
  CHECK(arc->range()[0].contains(1));
  CHECK(arc->range()[0].contains(8.0 / 7));
  // (x(t) - 1) / t = 1 / (1 - t)
  CHECK(arc->mean_rate(0).contains(1));
  CHECK(arc->mean_rate(0).contains(8.0 / 7));
  CHECK(arc->mean_rate(0).radius() < 0.1);
  CHECK_FALSE(taylor_arc<Interval>(field, {Interval(1)}, Interval(1.5), 12));
}

TEST_CASE("the flow of both layers agrees with the integrator inside a region") {
  int compared = 0;
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const Instance at = instance(seed);
    RegionFlow<Interval> flow = flow_of<Interval>(at);
    REQUIRE(flow.advance_to(0.5, 40));
    if (mid(flow.time()) < 0.05) continue;
    JointFlow other({0.0, at.a, at.y, gram(at.x), row_products(at.w, at.x)}, 1e-13);
    REQUIRE(other.advance_to(mid(flow.time())));
    REQUIRE(other.events() == 0);
    const Vector<Interval> p = flow.residual(flow.state());
    for (std::size_t i = 0; i < 2; ++i) {
      CHECK(certainly(less(abs(p[i] - Interval(other.pulls()[i])), Interval(1e-7))));
      CHECK(p[i].radius() < 1e-7);
    }
    ++compared;
  }
  CHECK(compared > 15);
}

TEST_CASE("enclosures of different precision overlap, and |w|^2 - a^2 is kept") {
  const Instance at = instance(3);
  RegionFlow<Interval> coarse = flow_of<Interval>(at);
  REQUIRE(coarse.advance_to(0.25, 40));
  const BallPrecision precision(256);
  RegionFlow<Ball> fine = flow_of<Ball>(at);
  REQUIRE(fine.advance_to(mid(coarse.time()), 40));
  CHECK(fine.time().mid() == mid(coarse.time()));
  const Vector<Ball> p = fine.residual(fine.state());
  const Vector<Interval> q = coarse.residual(coarse.state());
  for (std::size_t i = 0; i < 2; ++i) CHECK(std::fabs(p[i].mid() - mid(q[i])) <= 1e-9);

  // sum_i <c_r, z_r(0) + z_r(t)> = |w_r(t)|^2 - |w_r(0)|^2
  const Matrix<Ball> z = fine.preactivations(fine.state());
  const Matrix<double> z0 = row_products(at.w, at.x);
  for (std::size_t r = 0; r < 3; ++r) {
    Ball change(0);
    for (std::size_t i = 0; i < 2; ++i) {
      change += fine.state()[r * 2 + i] * (z(r, i) + Ball(z0(r, i)));
    }
    const Ball a = fine.output_weights(fine.state())[r];
    const Ball off = change - (a * a - Ball(at.a[r]) * Ball(at.a[r]));
    CHECK(std::fabs(off.mid()) < 1e-9);
  }
}

TEST_CASE("one unit, first layer: the residual decays like exp(-t)") {
  const Instance at{Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1, 0.5), {1}, {3}};
  RegionFlow<Interval> flow = flow_of<Interval>(at, false);
  REQUIRE(flow.advance_to(2, 60));
  CHECK(mid(flow.time()) == Approx(2));
  CHECK(flow.residual(flow.state())[0].contains(2.5 * std::exp(-mid(flow.time()))));
  CHECK(flow.squared_distances(flow.state())[0].contains(square(2.5 * -std::expm1(-2))));
}

TEST_CASE("a unit on a kink leaves it or stays on it") {
  using Pattern = RegionFlow<Interval>::Pattern;
  const auto start = [](double a, double y) {
    return flow_of<Interval>({Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1, 0.0), {a}, {y}});
  };
  CHECK(start(1, 2).pattern(0, 0) == Pattern::on);
  RegionFlow<Interval> stuck = start(-1, 2);
  CHECK(stuck.pattern(0, 0) == Pattern::tied);
  REQUIRE(stuck.advance_to(3, 10));
  CHECK(mid(stuck.time()) == 3);
  CHECK(stuck.residual(stuck.state())[0].contains(2));
  CHECK(stuck.residual(stuck.state())[0].is_exact());
}

TEST_CASE("the flow stops before a pattern changes") {
  // z falls from 0.25 at the rate of y - u > 2.
  const Instance at{Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1, 0.25), {-1}, {2}};
  RegionFlow<Interval> flow = flow_of<Interval>(at);
  REQUIRE(flow.advance_to(5, 60));
  CHECK(mid(flow.time()) > 0.05);
  CHECK(mid(flow.time()) < 0.125);
  CHECK(certainly(less(Interval(0), flow.preactivations(flow.state())(0, 0))));
}
