#include "commands/wait/command_run.hpp"

#include "wire/command_output.hpp"

namespace syncbell {
namespace {

Result<std::vector<IntegrationId>> named_integrations(const ChildEnd& end) {
  if (!end.output_was_cut) return read_integration_ids(end.output);
  return Error{ErrorKind::usage,
               "COMMAND wrote more to standard output than integration IDs can be"};
}

} // namespace

std::optional<ExitStatus> run_command(const WaitOptions& options, WaitSession& session,
                                      WaitInbox& inbox, Environment& environment) {
  const bool names_integrations = options.integrations.empty();
  const WallTime begun_at = environment.clock.wall();
  const auto child =
      environment.start_child({options.command, names_integrations},
                              [&inbox](ChildEnd end) { inbox.post(CommandEnded{std::move(end)}); });
  const std::optional<ChildEnd> end = session.await_command();
  session.absorb(); // Ctrl-C on a terminal reaches COMMAND as well as us
  if (!end || session.was_signalled()) return std::nullopt; // the session knows its status
  if (end->status != 0) {
    const std::string why = end->why_not_started.empty()
                                ? "COMMAND ended with status " + std::to_string(end->status)
                                : "COMMAND could not be started: " + end->why_not_started;
    session.fail({ErrorKind::local, why});
    return static_cast<ExitStatus>(end->status);
  }
  if (!names_integrations) return std::nullopt;
  const Result<std::vector<IntegrationId>> ids = named_integrations(*end);
  if (ids)
    session.expect(*ids, begun_at);
  else
    session.fail(ids.error());
  return ids ? std::nullopt : std::optional(ExitStatus::usage);
}

} // namespace syncbell
