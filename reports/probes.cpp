#include <fmt/format.h>

#include <cmath>

#include "reports/assets.hpp"
#include "reports/number_text.hpp"
#include "reports/probe_plot.hpp"
#include "reports/sections.hpp"

namespace claimcheck {
namespace {

Markup setting(std::string_view heading, const std::string& text) {
  if (text.empty()) return {};
  return fill(
      "<dt>{{heading}}</dt><dd><pre tabindex=\"0\" aria-label=\"{{heading}}\">{{text}}</pre>"
      "</dd>\n",
      {{"heading", heading}, {"text", text}});
}

/// "between 3.9 and 4.02", or a dash.
std::string bracket(const NecessityRecord& probe) {
  if (!(probe.critical_factor > 0)) return "–";
  if (!(probe.intact_factor > 0)) return "at most " + factor_text(probe.critical_factor);
  return fmt::format("between {} and {}", factor_text(probe.intact_factor),
                     factor_text(probe.critical_factor));
}

Markup bend_figure(const NecessityRecord& probe) {
  if (probe.bends.empty()) return {};
  double least = HUGE_VAL, most = -HUGE_VAL;
  for (const BendRecord& bend : probe.bends) {
    least = std::fmin(least, bend.margin);
    most = std::fmax(most, bend.margin);
  }
  return fill(
      "<figure class=\"margins\">{{plot}}<figcaption><span>least margin of {{conclusion}} by the "
      "factor that bends {{hypothesis}}, from <b>{{most}}</b> down to <b>{{least}}</b></span>"
      "</figcaption></figure>\n",
      {{"plot", bend_plot(probe)},
       {"conclusion", probe.conclusion},
       {"hypothesis", probe.hypothesis},
       {"most", typeset(most)},
       {"least", typeset(least)}});
}

Markup necessity_item(const NecessityRecord& probe) {
  Markup settings = setting("violation without it", probe.relation);
  settings += setting("on the setting", probe.setting);
  settings += setting("border setting", probe.border_setting);
  Markup details;
  if (!settings.empty()) {
    details = fill("<details><summary>Settings</summary><dl>\n{{settings}}</dl></details>",
                   {{"settings", settings}});
  }
  return fill(asset("necessity_item.html"),
              {{"hypothesis", probe.hypothesis},
               {"conclusion", probe.conclusion},
               {"look", probe.needed ? "needed" : "open"},
               {"found", probe.needed ? "fails" : "no violation found"},
               {"factor", bracket(probe)},
               {"evaluations", counted(probe.evaluations)},
               {"plot", bend_figure(probe)},
               {"details", details}});
}

/// "loose: at most 0.71 (at d = 2), ratio ~ d^-0.3"; "at least 0.2 of the constant of H4 is needed
/// (at n = 1)"
std::string in_words(const LadderRecord& ladder) {
  const std::optional<std::size_t> best = best_rung(ladder);
  if (!best) return "no ratio seen";
  const double ratio = ladder.tightness[*best];
  const std::string where = fmt::format("{} = {}", ladder.axis, typeset(ladder.values[*best]));
  std::string out =
      ladder.hypothesis.empty()
          ? fmt::format("{}: at most {} (at {})", constant_looks(ratio), typeset(ratio, 6), where)
          : fmt::format("at least {} of the constant of {} is needed (at {})", typeset(ratio, 3),
                        ladder.hypothesis, where);
  if (const std::optional<double> power = growth(ladder)) {
    out += std::fabs(*power) < 0.05
               ? fmt::format("; does not change with {}", ladder.axis)
               : fmt::format("; about the power {} of {}", typeset(*power, 2), ladder.axis);
  }
  return out;
}

Markup ladder_item(const LadderRecord& ladder) {
  const std::optional<std::size_t> best = best_rung(ladder);
  Markup where;
  if (best && *best < ladder.settings.size() && !ladder.settings[*best].empty()) {
    where = fill(
        "<details class=\"tight\"><summary>Where the constant is needed most</summary>"
        "<pre tabindex=\"0\" aria-label=\"Setting\">{{setting}}</pre></details>\n",
        {{"setting", ladder.settings[*best]}});
  }
  return fill(
      "<figure class=\"margins\"><figcaption><span><b>{{title}}</b> by {{axis}}</span>"
      "<span>{{words}}</span></figcaption>{{plot}}</figure>\n{{where}}",
      {{"title", ladder_title(ladder)},
       {"axis", ladder.axis},
       {"words", in_words(ladder)},
       {"plot", ladder_plot(ladder)},
       {"where", where}});
}

}  // namespace

Markup probe_sections(const ClaimRecord& record) {
  Markup out, items, ladders;
  for (const NecessityRecord& probe : record.necessity) items += necessity_item(probe);
  if (!items.empty()) out += fill(asset("necessity.html"), {{"items", items}});
  for (const LadderRecord& ladder : record.ladders) ladders += ladder_item(ladder);
  if (!ladders.empty()) out += fill(asset("ladders.html"), {{"ladders", ladders}});
  return out;
}

}  // namespace claimcheck
