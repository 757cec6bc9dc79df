#include "properties/probe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/command.hpp"
#include "cli/run_options.hpp"
#include "cli/selection.hpp"
#include "core/evidence/record.hpp"
#include "reports/probe_plot.hpp"

namespace claimcheck {
namespace {

struct ProbeCommand {
  std::string id{};
  std::vector<std::string> drop{}, bend{}, tighten{};
  std::string evidence{};
  RunOptions run{};
};

/// Without a choice, every hypothesis is dropped and bent and every conclusion tightened that is
/// not expected to fail.
void probe_everything(const AnyClaim& claim, ProbeCommand& options) {
  for (const Clause& clause : claim.hypotheses) options.bend.push_back(clause.name);
  for (const Clause& clause : claim.conclusions) {
    if (!claim.expects_refutation(clause.name)) options.tighten.push_back(clause.name);
  }
}

std::string indented(const std::string& text) {
  std::string out = "      ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "      ";
  }
  while (!out.empty() && (out.back() == ' ' || out.back() == '\n')) out.pop_back();
  return out + "\n";
}

void print(const std::vector<NecessityRecord>& records) {
  for (const NecessityRecord& record : records) {
    if (!record.needed) {
      fmt::print("  without {}: {} was not violated in {} evaluations\n", record.hypothesis,
                 record.conclusion, record.evaluations);
      continue;
    }
    fmt::print("  without {}: {} fails, {}\n{}", record.hypothesis, record.conclusion,
               record.relation, indented(record.setting));
    if (record.critical_factor > 0) {
      fmt::print("    bent: {} fails when {} is broken by a factor of {} only{}\n{}",
                 record.conclusion, record.hypothesis, factor_text(record.critical_factor),
                 record.intact_factor > 0 ? fmt::format(", and was not seen to fail up to {}",
                                                        factor_text(record.intact_factor))
                                          : "",
                 indented(record.border_setting));
    }
  }
}

/// The rung where the constant is needed most, over all ladders of one hypothesis or of none.
void print_best(const std::vector<LadderRecord>& ladders, const std::string& hypothesis) {
  const LadderRecord* best = nullptr;
  std::size_t at = 0;
  for (const LadderRecord& ladder : ladders) {
    const std::optional<std::size_t> rung = best_rung(ladder);
    if (ladder.hypothesis != hypothesis || !rung) continue;
    if (best != nullptr && ladder.tightness[*rung] <= best->tightness[at]) continue;
    best = &ladder;
    at = *rung;
  }
  if (best == nullptr) return;
  const double share = best->tightness[at];
  fmt::print(
      "  {}\n{}",
      hypothesis.empty()
          ? fmt::format("{}: the constant can be multiplied by {:.6g} at least; it looks {}; "
                        "needed at",
                        best->conclusion, share, constant_looks(share))
          : fmt::format("{}: {} needs {:.3g} of its constant at least; it fails at", hypothesis,
                        best->conclusion, share),
      indented(best->settings[at]));
}

void print(const std::vector<LadderRecord>& ladders) {
  std::vector<std::string> hypotheses = {""};
  for (const LadderRecord& ladder : ladders) {
    fmt::print("  {} by {}:", ladder_title(ladder), ladder.axis);
    for (std::size_t k = 0; k < ladder.values.size(); ++k) {
      fmt::print("  {:.4g}: {:.6g}", ladder.values[k], ladder.tightness[k]);
    }
    const std::optional<double> power = growth(ladder);
    fmt::print("{}\n", power ? fmt::format("   (power {:.2f})", *power) : "");
    if (std::count(hypotheses.begin(), hypotheses.end(), ladder.hypothesis) == 0) {
      hypotheses.push_back(ladder.hypothesis);
    }
  }
  for (const std::string& hypothesis : hypotheses) print_best(ladders, hypothesis);
}

template <class Record>
void append(std::vector<Record>& all, const std::vector<Record>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

Exit probe(const ProbeCommand& given) {
  const AnyClaim& claim = claim_named(given.id);
  if (claim.experiment) throw UsageError(claim.card.id + " is an experiment: nothing to probe");
  ProbeCommand options = given;
  if (options.drop.empty() && options.bend.empty() && options.tighten.empty()) {
    probe_everything(claim, options);
  }
  std::optional<ClaimRecord> record;
  const std::filesystem::path file =
      std::filesystem::path(options.evidence) / record_file(claim.card.id);
  if (!options.evidence.empty()) record = read_record(file);
  const CampaignOptions campaign = campaign_options(options.run);
  const ProbeOptions how{campaign.effort, campaign.seed, campaign.stop};
  watch_for_interrupts();
  fmt::print("{}\n", claim.card.id);
  std::vector<NecessityRecord> necessity;
  std::vector<LadderRecord> ladders;
  try {
    for (const std::string& name : options.drop) append(necessity, drop(claim, name, how));
    for (const std::string& name : options.bend) append(necessity, bend(claim, name, how));
    print(necessity);
    for (const std::string& name : options.tighten) {
      const std::vector<LadderRecord> more = tighten(claim, name, how);
      print(more);
      append(ladders, more);
    }
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  } catch (const Interrupted&) {
    return Exit::interrupted;
  }
  if (record) {
    record->necessity = necessity;
    record->ladders = ladders;
    write_record(*record, file);
    fmt::print("added to {}\n", file.string());
  }
  return Exit::expected;
}

}  // namespace

void add_probe(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ProbeCommand>();
  CLI::App& command = add_command(program, action, "probe",
                                  "Drop and bend hypotheses, tighten constants", options, probe);
  command.add_option("CLAIM", options->id, "The claim's id")->required();
  command.add_option("--drop", options->drop, "Hypothesis to do without: what breaks?");
  command.add_option("--bend", options->bend, "Hypothesis to bend: how little breaks it?");
  command.add_option("--tighten", options->tighten,
                     "Conclusion whose constant to tighten, at each size");
  command.add_option("--evidence", options->evidence,
                     "Directory of a finished check: the probes join the claim's record there");
  add_run_options(command, options->run);
}

}  // namespace claimcheck
