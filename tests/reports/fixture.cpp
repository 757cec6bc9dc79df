#include "tests/reports/fixture.hpp"

#include <cmath>

namespace claimcheck {
namespace {

/// 21 values from `least` to `most`, denser near the least.
std::vector<double> spread(double least, double most) {
  std::vector<double> out;
  for (int k = 0; k <= 20; ++k) out.push_back(least + (most - least) * k * k / 400.0);
  return out;
}

ClaimRecord claim(const Card& card, Verdict verdict, bool as_expected) {
  ClaimRecord out;
  out.card = card;
  out.verdict = verdict;
  out.as_expected = as_expected;
  out.seed = 7;
  out.versions = {{"claimcheck", "0.1.0"}, {"compiler", "GNU 12.2.0"}};
  return out;
}

ClauseRecord clause(const std::string& name, const std::string& latex, Verdict verdict) {
  ClauseRecord out;
  out.name = name;
  out.latex = latex;
  out.verdict = verdict;
  return out;
}

ClauseRecord decided(const std::string& name, const std::string& latex, Verdict verdict,
                     std::int64_t applicable, std::vector<double> margins) {
  ClauseRecord out = clause(name, latex, verdict);
  out.applicable = applicable;
  out.certified = applicable;
  out.margins = std::move(margins);
  return out;
}

ClaimRecord certified_claim() {
  ClaimRecord r = claim(
      {"example2024/lemma-2.1", "A short gradient step decreases the loss, $\\eta L\\le 1$",
       "Lemma 2.1", "Section 2, p. 4", Kind::deterministic,
       "Let $f:\\mathbb{R}^d\\to\\mathbb{R}$ be $L$-smooth and $0\\le\\eta\\le 1/L$. Then "
       "$x^+=x-\\eta\\nabla f(x)$ satisfies\n"
       "$$f(x^+)\\;\\le\\;f(x)-\\frac{\\eta}{2}\\|\\nabla f(x)\\|^2"
       "\\;=\\;f(x)-\\frac{\\eta}{2}\\sum_{i=1}^d\\Big(\\frac{\\partial f}{\\partial "
       "x_i}(x)\\Big)^2"
       "\\;\\le\\;f(x)-\\frac{\\eta}{2d}\\Big(\\sum_{i=1}^d\\Big|"
       "\\frac{\\partial f}{\\partial x_i}(x)\\Big|\\Big)^2.$$",
       "Stated for every $L$-smooth $f$; we draw diagonal quadratics, whose value, gradient and "
       "smoothness are exact rationals.\n\nA pass covers that family only.",
       ""},
      Verdict::certified, true);
  r.draws = 5000;
  r.admissible = 4096;
  r.discarded = 904;
  r.evaluations = 20311;
  r.seconds = 1.284;
  r.hypotheses = {decided("setting", "$f$ is $L$-smooth", Verdict::certified, 5000, {}),
                  decided("H2", "0\\le\\eta\\le 1/L", Verdict::certified, 5000, spread(-0.4, 1))};
  r.hypotheses[1].certified = 4096;
  r.hypotheses[1].violated = 904;
  r.conclusions = {decided("C1", "f(x^+)\\le f(x)-\\frac{\\eta}{2}\\|\\nabla f(x)\\|^2",
                           Verdict::certified, 4096, spread(0, 0.98))};
  r.conclusions[0].exact = 12;
  r.conclusions[0].tight = TightRecord{
      "d = 3\nh = [1, 0x1.999999999999ap-4, 0x1.999999999999ap-7]\nx = [1, 0, 0]\n"
      "L = 1\neta = 1",
      1, 0};
  r.attacks = 15000;
  r.necessity = {{"H2", "C1", true, "d = 1\nh = [1]\nx = [1]\nL = 1\neta = 3", "2 <= -1", 310,
                  1.0001, "d = 1\nh = [1]\nx = [1]\nL = 1\neta = 0x1.0068db8bac711p+0"},
                 {"setting", "C1", false, "", "", 4000, 0, ""}};
  r.necessity[0].intact_factor = 1;
  r.necessity[0].bends = {{1, 0.02, false},        {1.0001, -1e-5, true}, {1.1, -0.01, true},
                          {1.5, -0.125, true},     {2, -0.3, true},       {4, -1.1, true},
                          {8, std::nan(""), false}};
  r.ladders = {{"C1",
                "d",
                {1, 2, 4, 8, 16},
                {1, 0.92, 0.71, std::nan(""), 0.55},
                {"d = 1\neta = 1", "d = 2\neta = 1", "", "", ""}},
               {"C1", "eta", {0x1p-20, 1, 1e9}, {0.5, 0.5, 0.5}, {}}};
  r.mutants = {{"C1", "one per cent less: $0.99\\eta$", false, Verdict::refuted, 41, 3, 0.0004, ""},
               {"C1", "twice the step", false, Verdict::certified, 4000, 0, 0.31, ""},
               {"C1", "constant times 0.5", true, Verdict::refuted, 3, 2, 2e-5, ""},
               {"C1", "strict", true, Verdict::certified, 900, 0, 0.05,
                "no equality seen, largest ratio 0.999"},
               {"C1", "without H1", true, Verdict::undecided, 900, 0, 0.05, "no value there"},
               {"C1", "reversed", true, Verdict::certified, 900, 0, 0.05,
                "an equation reads the same reversed", true}};
  return r;
}

ClaimRecord refuted_claim() {
  ClaimRecord r =
      claim({"example2024/lemma-2.2", "The sum of the margins bounds each of them", "Lemma 2.2",
             "Appendix A.1", Kind::trajectory,
             "For all $x\\in\\mathbb{R}^n$, $$\\max_i x_i\\le\\sqrt{1}\\,\\sum_i x_i.$$", "", ""},
            Verdict::refuted, true);
  r.draws = 300;
  r.admissible = 300;
  r.evaluations = 412;
  r.seconds = 0.035;
  r.digits = 50;
  ClauseRecord c =
      decided("C1", "\\max_i x_i\\le\\sum_i x_i", Verdict::refuted, 300, spread(-1.5, 1));
  c.expected = Verdict::refuted;
  c.certified = 120;
  c.violated = 180;
  c.witness = WitnessRecord{"witnesses/example2024.lemma-2.2.C1.json",
                            "n = 2\nx = [0, -1]",
                            "0 <= -1\nlhs [0 +/- 0], rhs [-1 +/- 0]",
                            3,
                            61,
                            3,
                            0.0021,
                            0.034};
  r.conclusions = {c};
  return r;
}

ClaimRecord corrected_claim() {
  ClaimRecord r =
      claim({"example2024/lemma-2.2-corrected",
             "The sum of non-negative margins bounds each of them", "Lemma 2.2", "Appendix A.1",
             Kind::deterministic, "For all $x\\in[0,\\infty)^n$, $\\max_i x_i\\le\\sum_i x_i$.", "",
             "As printed, the entries may be negative; here $x_i\\ge 0$."},
            Verdict::supported, true);
  r.effort = Effort::standard;
  r.draws = 1200000;
  r.admissible = 1200000;
  r.evaluations = 1200000;
  r.seconds = 204;
  r.conclusions = {
      decided("C1", "\\max_i x_i\\le\\sum_i x_i", Verdict::supported, 1200000, spread(3.1e-12, 2))};
  r.conclusions[0].consistent = 40;
  r.conclusions[0].margins.back() = HUGE_VAL;
  return r;
}

ClaimRecord probability_claim() {
  ClaimRecord r =
      claim({"sample2020/proposition-3", "Norms concentrate at initialisation", "Proposition 3",
             "p. 11", Kind::probability,
             "With probability at least $1-\\delta$ over $W^{(0)}$, for all $j\\in[m]$, "
             "$\\frac12\\omega\\sqrt d\\le\\|w_j^{(0)}\\|\\le\\frac32\\omega\\sqrt d$.",
             "Absolute constants are the smallest that the proof allows.", ""},
            Verdict::undecided, false);
  r.draws = 12;
  r.admissible = 9;
  r.discarded = 3;
  r.evaluations = 9000;
  r.seconds = 12.04;
  ClauseRecord c1 = clause("C1", "\\|w_j\\|\\le\\frac32\\omega\\sqrt d", Verdict::supported);
  c1.applicable = 9;
  c1.trials = {
      {"m = 4\nd = 64\nomega = 0x1p-4\ndelta = 0.1", 2000, 93, 0.1, 0.031, 0.068, 1e-4},
      {"m = 4\nd = 256\nomega = 0x1p-4\ndelta = 0.05", 2000, 0, 0.05, 0, 0.006, 1e-4},
      {"m = 4\nd = 512\nomega = 0x1p-4\ndelta = 0x1p-20", 50, 1, 0x1p-20, 0, 7e-7, 1e-4, 2, 2e-6}};
  // Delimiters that stretch keep a formula in one piece, so that it must scroll on a phone.
  ClauseRecord c2 =
      clause("C2 (n=1)",
             "\\left\\{\\frac12\\omega\\sqrt d\\le\\min_{1\\le j\\le m}\\|w_j^{(0)}\\|"
             "\\le\\max_{1\\le j\\le m}\\|w_j^{(0)}\\|\\le\\frac32\\omega\\sqrt d\\right\\}",
             Verdict::undecided);
  c2.applicable = 9;
  c2.undecided = 1;
  c2.note = "the interval still holds $\\delta$ after 2,000 trials";
  c2.trials = {
      {"m = 64\nd = 8\nX = [[0x1.e5b56668de00dp-1, -0x1.75d2275618d5ep-2], [0, 1]]\nomega = "
       "0x1p-4\ndelta = 0.1",
       2000, 181, 0.1, 0.068, 0.117, 1e-4}};
  r.conclusions = {c1, c2};
  return r;
}

ClaimRecord untestable_claim() {
  ClaimRecord r =
      claim({"sample2020/theorem-4", "Networks generalise in the limit", "Theorem 4", "Section 5",
             Kind::existential, "As $m\\to\\infty$ the test error tends to $0$.", "", ""},
            Verdict::untestable, true);
  r.conclusions = {clause("C1", "$R(W)\\to 0$", Verdict::untestable)};
  r.conclusions[0].note = "no rate is stated; a bound in $m$ would be needed";
  return r;
}

ClaimRecord failed_claim() {
  ClaimRecord r = claim({"sample2020/lemma-5", "Two bounds that could not be checked", "Lemma 5",
                         "Section 6", Kind::flow, "Under H1, C1 and C2 hold.", "", ""},
                        Verdict::failed, false);
  r.draws = 100;
  r.discarded = 100;
  r.evaluations = 100;
  r.seconds = 0.2;
  r.hypotheses = {
      clause("H1", "\\|x_i\\|=1,\\ |\\langle x_i,x_j\\rangle|\\le 10^{-9}", Verdict::vacuous)};
  r.hypotheses[0].applicable = 100;
  r.hypotheses[0].violated = 100;
  r.hypotheses[0].note = "closest margin -0.002";
  r.health = {"starved: 0 of 100 draws admissible, less than 1 %; H1 fails on 100 of 100"};
  r.conclusions = {clause("C1", "a\\le b", Verdict::vacuous),
                   clause("C2", "\\sqrt{-1}\\le 2", Verdict::failed)};
  r.conclusions[0].note = "no admissible setting";
  r.conclusions[1].note = "not a number at draw 17";
  return r;
}

}  // namespace

std::vector<Paper> fixture_papers() {
  return {{"example2024", "Descent on Quadratics: An Example", "A. Author and B. Writer",
           "Journal of Examples, 2024"},
          {"sample2020", "Samples & Their Norms", "C. Scholar", "Sample Conference, 2020"},
          {"unread2019", "A Paper Without Evidence", "D. Nobody", ""}};
}

std::vector<ClaimRecord> fixture_records() {
  return {certified_claim(),   refuted_claim(),    corrected_claim(),
          probability_claim(), untestable_claim(), failed_claim()};
}

ClaimRecord hostile_record() {
  const std::string bad = "\"><script>alert('x')</script>&<!--\x01";
  ClaimRecord r = claim({"hostile/" + bad, bad, bad, bad, Kind::deterministic, bad, bad, bad},
                        Verdict::refuted, false);
  r.versions = {{bad, bad}};
  ClauseRecord c = decided(bad, bad, Verdict::refuted, 1, spread(-1, 1));
  c.violated = 1;
  c.note = bad;
  c.tight = TightRecord{bad, 1, 0};
  c.witness = WitnessRecord{bad, bad, bad, 1, 1, 1};
  c.trials = {{bad, 10, 5, 0.1, 0.2, 0.8, 0.01}};
  r.hypotheses = {c};
  r.conclusions = {c};
  r.necessity = {{bad, bad, true, bad, bad, 1, 2, bad, 1, {{1, 0, false}, {2, -1, true}}}};
  r.ladders = {{bad, bad, {1}, {HUGE_VAL}, {bad}}};
  r.mutants = {{bad, bad, false, Verdict::failed, 1, 1, 1, bad}};
  r.health = {bad};
  return r;
}

}  // namespace claimcheck
