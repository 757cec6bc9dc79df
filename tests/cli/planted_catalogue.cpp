// A catalogue of claims about one real number x with known verdicts, put behind the program so that
// its exit codes and files can be tested in milliseconds.

#include <chrono>
#include <stdexcept>
#include <thread>

#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

struct Setting {
  double x = 0;

  static Schema<Setting> schema() { return Schema<Setting>().real("x", &Setting::x); }
};

struct CoinSetting {
  double x = 0;
  double u = 0;  // uniform on (0, 1)

  static Schema<CoinSetting> schema() {
    return Schema<CoinSetting>()
        .real("x", &CoinSetting::x)
        .real("u", &CoinSetting::u, within(0, 1))
        .drawn();
  }
};

template <class R>
struct Number {
  R x;
  explicit Number(const Setting& s) : x(lift<R>(s.x)) {}
};

template <class R>
struct Coin {
  R u;
  explicit Coin(const CoinSetting& s) : u(lift<R>(s.u)) {}
};

template <class R>
struct Crashing : Number<R> {
  explicit Crashing(const Setting& s) : Number<R>(s) {
    throw std::runtime_error("the observation broke");
  }
};

/// About 5 s for a campaign at quick effort: time enough to interrupt it.
template <class R>
struct Slow : Number<R> {
  explicit Slow(const Setting& s) : Number<R>(s) {
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
};

Card card(const char* name, const char* title) {
  return {.id = std::string("planted/") + name,
          .title = title,
          .label = name,
          .place = "Tests",
          .kind = Kind::deterministic,
          .statement = "For every real $x$."};
}

Claim<Setting, Number> nonnegative() {
  return {
      .card = card("square", "A square is not negative"),
      .conclusions = {{"C1", "$x^2\\ge0$", [](const auto& o) { return ge(square(o.x), 0); }}},
      .mutants = {{"strictly positive", "C1", [](const auto& o) { return gt(square(o.x), 0); }}}};
}

Claim<Setting, Number> bounded(const char* name) {
  return {.card = card(name, "Every number is below four"),
          .hypotheses = {{"H1", "$x\\ge1$", [](const auto& o) { return ge(o.x, 1); }}},
          .conclusions = {{"C1", "$x<4$", [](const auto& o) { return lt(o.x, 4); }}},
          .mutants = {{"below itself plus one, which is true", "C1",
                       [](const auto& o) { return lt(o.x, o.x + 1); }}}};
}

/// Equality at x = 1, and nowhere else.
Claim<Setting, Number> tangent() {
  return {.card = card("tangent", "A parabola lies above its tangent"),
          .hypotheses = {{"H1", "$2x\\ge1$", [](const auto& o) { return ge(2 * o.x, 1); }}},
          .conclusions = {{"C1", "$2x-1\\le x^2$",
                           [](const auto& o) { return le(2 * o.x - 1, square(o.x)); }}}};
}

Claim<Setting, Number> bounded_as_recorded() {
  auto out = bounded("known-refutation");
  out.mutants.clear();
  out.refuted = {"C1"};
  return out;
}

Claim<Setting, Number> empty() {
  return {.card = card("vacuous", "A hypothesis that nothing meets"),
          .hypotheses = {{"H1", "$x>x+1$", [](const auto& o) { return gt(o.x, o.x + 1); }}},
          .conclusions = {{"C1", "$x=0$", [](const auto& o) { return eq(o.x, 0); }}}};
}

Claim<Setting, Crashing> crashing() {
  return {.card = card("crash", "An observation that throws"),
          .conclusions = {{"C1", "$x=x$", [](const auto& o) { return ge(o.x, o.x); }}}};
}

Claim<CoinSetting, Coin> coin() {
  auto heads = [](const auto& o) { return le(8 * o.u, 7); };
  auto half = [](const auto&) { return 0.5; };
  auto rarely = [](const auto&) { return 0.01; };
  Claim<CoinSetting, Coin> out{
      .card = card("coin", "A coin shows heads at least every other time"),
      .conclusions = {ClauseOver<Coin>::probable("C1", "$P(u\\le7/8)\\ge1/2$", half, heads)},
      .draw = [](CoinSetting& s, Stream& random) { s.u = random.uniform(); },
      .mutants = {
          Claim<CoinSetting, Coin>::Wrong::probable("99 times of 100", "C1", rarely, heads)}};
  out.card.kind = Kind::probability;
  return out;
}

/// True, but with fewer than 76 digits it looks as if the hypothesis failed.
Claim<Setting, Number> fine() {
  return {.card = card("fine", "A number far below another one counts"),
          .hypotheses = {{"H1", "$(1+2^{-250}x^2)-1\\ge2^{-251}x^2$",
                          [](const auto& o) {
                            const auto tiny = square(o.x) / pow(o.x - o.x + 2, 250);
                            return ge(1 + tiny - 1, tiny / 2);
                          }}},
          .conclusions = {{"C1", "$x^2\\ge0$", [](const auto& o) { return ge(square(o.x), 0); }}}};
}

Claim<Setting, Slow> slow() {
  return {.card = card("slow", "A square is not negative, found out slowly"),
          .conclusions = {{"C1", "$x^2\\ge0$", [](const auto& o) { return ge(square(o.x), 0); }}}};
}

/// The violation is found early; finding and shrinking go on for seconds.
Claim<Setting, Slow> slow_and_false() {
  return {.card = card("slow-below-four", "Every number is below four, found out slowly"),
          .conclusions = {{"C1", "$x<4$", [](const auto& o) { return lt(o.x, 4); }}}};
}

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all = {{"planted", "Planted claims", "The tests", "2024"}};
  return all;
}

const std::vector<AnyClaim>& catalogue() {
  static const std::vector<AnyClaim> all = {nonnegative(),
                                            bounded("below-four"),
                                            bounded_as_recorded(),
                                            empty(),
                                            crashing(),
                                            coin(),
                                            fine(),
                                            slow(),
                                            slow_and_false(),
                                            tangent()};
  return all;
}

}  // namespace claimcheck
