// Snippets that the types must refuse; see CMakeLists.txt here.
#include "core/number/ball.hpp"
#include "core/number/interval.hpp"
#include "core/number/rational.hpp"

using claimcheck::Ball;
using claimcheck::Interval;
using claimcheck::Rational;
using claimcheck::Truth;

// What the snippets come down to when written as intended.
bool allowed(const Ball& a, const Ball& b, Truth t) {
  const Ball tenth = Ball(1) / 10 * a;
  const Ball half = Ball(0.5) * b;
  const Interval third = Interval(1) / 3;
  if (certainly(less(third, Interval(0.5) * third))) return false;
  return certainly(less(tenth, half)) || certainly(!t);
}

#ifdef SNIPPET_BALL_LESS
bool refused(const Ball& a, const Ball& b) { return a < b; }
#endif
#ifdef SNIPPET_BALL_GREATER_EQUAL
bool refused(const Ball& a, const Ball& b) { return a >= b; }
#endif
#ifdef SNIPPET_BALL_EQUAL
bool refused(const Ball& a, const Ball& b) { return a == b; }
#endif
#ifdef SNIPPET_BALL_NOT_EQUAL
bool refused(const Ball& a, const Ball& b) { return a != b; }
#endif
#ifdef SNIPPET_BALL_LESS_THAN_DOUBLE
bool refused(const Ball& a) { return a < 0.5; }
#endif
#ifdef SNIPPET_IF_TRUTH
int refused(const Ball& a, const Ball& b) {
  if (less(a, b)) return 1;
  return 0;
}
#endif
#ifdef SNIPPET_NOT_TRUTH_AS_BOOL
int refused(Truth t) { return !t ? 1 : 0; }
#endif
#ifdef SNIPPET_DOUBLE_TIMES_BALL
Ball refused(const Ball& a) { return 0.1 * a; }
#endif
#ifdef SNIPPET_BALL_FROM_DOUBLE
Ball refused() { return 0.1; }
#endif
#ifdef SNIPPET_RATIONAL_FROM_DOUBLE
Rational refused() { return 0.1; }
#endif
#ifdef SNIPPET_INTERVAL_LESS
bool refused(const Interval& a, const Interval& b) { return a < b; }
#endif
#ifdef SNIPPET_INTERVAL_EQUAL_TO_INTEGER
bool refused(const Interval& a) { return a == 0; }
#endif
#ifdef SNIPPET_DOUBLE_TIMES_INTERVAL
Interval refused(const Interval& a) { return 0.1 * a; }
#endif
