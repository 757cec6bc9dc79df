// What the subcommands share: exit codes, usage errors, and how each one joins the program.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <stdexcept>

namespace claimcheck {

/// Exit codes are stable: scripts, ctest and the Makefile rely on them.
enum class Exit {
  expected = 0,       ///< every verdict is the recorded expectation
  unexpected = 1,     ///< some verdict is not
  usage = 2,          ///< the command line is wrong
  bad_file = 3,       ///< a witness or an evidence file cannot be used
  failure = 4,        ///< reading, writing or the program itself failed
  interrupted = 130,  ///< Ctrl-C; what was finished is kept
};

/// A command line that parses but asks for something that does not exist.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What to do once the command line is understood.
using Action = std::function<Exit()>;

/// Each adds one subcommand, which sets `action` when it is chosen.
void add_list(CLI::App& program, Action& action);
void add_show(CLI::App& program, Action& action);
void add_check(CLI::App& program, Action& action);
void add_mutants(CLI::App& program, Action& action);
void add_draw(CLI::App& program, Action& action);
void add_probe(CLI::App& program, Action& action);
void add_tightness(CLI::App& program, Action& action);
void add_replay(CLI::App& program, Action& action);
void add_figure(CLI::App& program, Action& action);
void add_report(CLI::App& program, Action& action);

/// Adds a subcommand whose options live in a shared Options, read by `run` after parsing.
template <class Options>
CLI::App& add_command(CLI::App& program, Action& action, const char* name, const char* what,
                      const std::shared_ptr<Options>& options, Exit (*run)(const Options&)) {
  CLI::App& command = *program.add_subcommand(name, what);
  command.callback([&action, options, run] { action = [options, run] { return run(*options); }; });
  return command;
}

/// The whole program. Every error becomes one line on standard error and an exit code.
int run_program(int argc, const char* const* argv);

}  // namespace claimcheck
