#include <fmt/format.h>

#include "reports/assets.hpp"
#include "reports/number_text.hpp"
#include "reports/plot.hpp"
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
               {"factor", probe.critical_factor > 0 ? typeset(probe.critical_factor, 6) : "–"},
               {"evaluations", counted(probe.evaluations)},
               {"details", details}});
}

Markup ladder_item(const LadderRecord& ladder) {
  return fill(
      "<figure class=\"margins\"><figcaption><span><b>{{conclusion}}</b> by {{axis}}</span>"
      "</figcaption>{{plot}}</figure>\n",
      {{"conclusion", ladder.conclusion}, {"axis", ladder.axis}, {"plot", ladder_plot(ladder)}});
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
