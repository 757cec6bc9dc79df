#include "cli/evidence_directory.hpp"

#include <algorithm>
#include <utility>

#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

namespace fs = std::filesystem;

bool has_witness(const CampaignResult& result, const std::string& conclusion) {
  return std::any_of(result.witnesses.begin(), result.witnesses.end(),
                     [&](const Witness& witness) { return witness.conclusion == conclusion; });
}

/// A rebuilt program may judge differently, so what an older one wrote does not count.
bool older_than_program(const fs::path& file) {
  std::error_code error;
  const auto built = fs::last_write_time("/proc/self/exe", error);
  if (error) return false;
  const auto written = fs::last_write_time(file, error);
  return error || written < built;
}

}  // namespace

void prepare_directory(const fs::path& directory) {
  std::error_code error;
  fs::create_directories(directory, error);
  if (error) throw std::runtime_error(directory.string() + ": cannot create: " + error.message());
  const fs::path probe = directory / ".probe";
  write_file(probe, "Written to find out early whether it can be.\n");
  fs::remove(probe, error);
}

EvidenceDirectory::EvidenceDirectory(fs::path root) : root_(std::move(root)) {
  prepare_directory(root_);
  prepare_directory(root_ / "witnesses");
}

void EvidenceDirectory::keep(const CampaignResult& result) const {
  keep(result.witnesses);
  ClaimRecord record = result.record;
  for (ClauseRecord& clause : record.conclusions) {
    const std::string file = "witnesses/" + witness_file(record.card.id, clause.name);
    if (clause.witness) clause.witness->file = file;
    std::error_code ignored;
    if (!has_witness(result, clause.name)) fs::remove(root_ / file, ignored);
  }
  write_record(record, root_ / record_file(record.card.id));
}

void EvidenceDirectory::keep(const std::vector<Witness>& witnesses) const {
  for (const Witness& kept : witnesses) {
    write_file(witness(kept.claim, kept.conclusion),
               witness_json(kept, find_claim(kept.claim)->layout));
  }
}

fs::path EvidenceDirectory::witness(const std::string& claim, const std::string& conclusion) const {
  return root_ / "witnesses" / witness_file(claim, conclusion);
}

std::optional<ClaimRecord> EvidenceDirectory::finished(const ClaimRecord& wanted) const {
  const fs::path file = root_ / record_file(wanted.card.id);
  if (!fs::exists(file) || older_than_program(file)) return std::nullopt;
  try {
    ClaimRecord record = read_record(file);
    const bool same = record.effort == wanted.effort && record.seed == wanted.seed &&
                      record.digits == wanted.digits && record.max_shrink == wanted.max_shrink &&
                      record.versions == wanted.versions;
    return same ? std::optional(std::move(record)) : std::nullopt;
  } catch (const BadFile&) {
    return std::nullopt;  // checked again and overwritten
  }
}

}  // namespace claimcheck
