#include <fmt/format.h>

#include <cstdio>
#include <exception>

#include "cli/command.hpp"
#include "cli/versions.hpp"
#include "core/evidence/record.hpp"

namespace claimcheck {
namespace {

constexpr const char* exit_codes = R"(Exit codes:
  0    every verdict is the recorded expectation
  1    some verdict is not
  2    the command line is wrong
  3    an input file cannot be used
  4    input, output or the program itself failed
  130  interrupted; finished claims are kept, --resume continues)";

int complain(const std::string& what, Exit code) {
  std::fflush(stdout);
  fmt::print(stderr, "claimcheck: {}\n", what);
  return static_cast<int>(code);
}

std::string version_text() {
  std::string out;
  for (const auto& [name, version] : versions()) out += fmt::format("{} {}\n", name, version);
  out.pop_back();
  return out;
}

int perform(const Action& action) {
  const Exit code = action();
  // A result that could not be printed is not a success (a full disk behind a redirection).
  if (std::fflush(stdout) != 0) return complain("cannot write to standard output", Exit::failure);
  return static_cast<int>(code);
}

}  // namespace

int run_program(int argc, const char* const* argv) {
  CLI::App program("Certified property-based tests of the theorems of five papers.", "claimcheck");
  Action action;
  program.set_version_flag("--version", version_text, "Versions of the program and its libraries");
  program.require_subcommand(1);
  program.footer(exit_codes);
  add_list(program, action);
  add_show(program, action);
  add_check(program, action);
  add_mutants(program, action);
  add_draw(program, action);
  add_probe(program, action);
  add_tightness(program, action);
  add_replay(program, action);
  add_figure(program, action);
  add_report(program, action);
  for (CLI::App* command : program.get_subcommands({})) command->footer(exit_codes);
  try {
    program.parse(argc, argv);
    return perform(action);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? 0 : static_cast<int>(Exit::usage);
  } catch (const UsageError& error) {
    return complain(error.what(), Exit::usage);
  } catch (const BadFile& error) {
    return complain(error.what(), Exit::bad_file);
  } catch (const std::exception& error) {
    return complain(error.what(), Exit::failure);
  }
}

}  // namespace claimcheck
