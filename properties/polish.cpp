#include "properties/polish.hpp"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace claimcheck {
namespace {

constexpr std::size_t most_coordinates = 40;

struct Problem {
  const Layout& layout;
  const Document& start;
  const std::function<double(const Document&)>& objective;
};

double value(unsigned count, const double* x, double*, void* data) {
  const Problem& problem = *static_cast<const Problem*>(data);
  return problem.objective(with_coordinates(problem.layout, problem.start, {x, x + count}));
}

}  // namespace

std::vector<double> coordinates(const Layout& layout, Document document) {
  std::vector<double> out;
  for_each_real(layout, document, [&](double& entry, const Field&) { out.push_back(entry); });
  return out;
}

Document with_coordinates(const Layout& layout, Document document, const std::vector<double>& x) {
  std::size_t i = 0;
  for_each_real(layout, document, [&](double& entry, const Field&) { entry = x[i++]; });
  return document;
}

bool polish(const Layout& layout, const Document& start, int evaluations,
            const std::function<double(const Document&)>& objective) {
  std::vector<double> x = coordinates(layout, start);
  if (x.empty() || x.size() > most_coordinates) return false;
  const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(
      nlopt_create(NLOPT_LN_SBPLX, static_cast<unsigned>(x.size())), nlopt_destroy);
  Problem problem{layout, start, objective};
  std::vector<double> step;
  for (const double entry : x) step.push_back(std::max(0x1p-20, 0.25 * std::fabs(entry)));
  nlopt_set_min_objective(optimiser.get(), value, &problem);
  nlopt_set_initial_step(optimiser.get(), step.data());
  nlopt_set_maxeval(optimiser.get(), evaluations);
  double least = 0;
  nlopt_optimize(optimiser.get(), x.data(), &least);
  return true;
}

}  // namespace claimcheck
