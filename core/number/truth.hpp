// Three-valued truth: what a rigorous comparison can say.
#pragma once

namespace claimcheck {

/// `no` and `yes` are certain; `unknown` means that the enclosures overlap.
/// A scoped enumeration on purpose: `if (truth)` does not compile.
enum class Truth : signed char { no = -1, unknown = 0, yes = 1 };

/// Kleene conjunction: no if either is no, yes if both are yes.
constexpr Truth operator&(Truth a, Truth b) { return a < b ? a : b; }
/// Kleene disjunction: yes if either is yes, no if both are no.
constexpr Truth operator|(Truth a, Truth b) { return a < b ? b : a; }
constexpr Truth operator!(Truth a) { return static_cast<Truth>(-static_cast<signed char>(a)); }

constexpr Truth truth(bool value) { return value ? Truth::yes : Truth::no; }
constexpr bool certainly(Truth t) { return t == Truth::yes; }
constexpr bool certainly_not(Truth t) { return t == Truth::no; }
constexpr bool unknown(Truth t) { return t == Truth::unknown; }

constexpr const char* text(Truth t) {
  return t == Truth::yes ? "yes" : t == Truth::no ? "no" : "unknown";
}

}  // namespace claimcheck
