#include "commands/wait/command_run.hpp"

#include "wire/command_output.hpp"

namespace syncbell {
namespace {

// Whatever COMMAND writes is shown as an ID or in an error. What is so short is no secret.
constexpr std::size_t shortest_hidden = 8;

std::optional<Error> shown_secret(const std::string& output, const Environment& environment) {
  for (const char* name : {"PROPEXO_API_TOKEN", "PROPEXO_WEBHOOK_SECRET"}) {
    const std::string value = environment.variable(name).value_or("");
    if (value.size() < shortest_hidden || output.find(value) == output.npos) continue;
    return Error{ErrorKind::usage,
                 std::string("COMMAND wrote the value of ") + name + " to standard output",
                 "have it write integration IDs and nothing else there"};
  }
  return std::nullopt;
}

Result<std::vector<IntegrationId>> named_integrations(const ChildEnd& end,
                                                      const Environment& environment) {
  if (end.output_was_cut) {
    return Error{ErrorKind::usage,
                 "COMMAND wrote more to standard output than integration IDs can be"};
  }
  if (const auto error = shown_secret(end.output, environment)) return *error;
  return read_integration_ids(end.output);
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
  const Result<std::vector<IntegrationId>> ids = named_integrations(*end, environment);
  if (ids)
    session.expect(*ids, begun_at);
  else
    session.fail(ids.error());
  return ids ? std::nullopt : std::optional(ExitStatus::usage);
}

} // namespace syncbell
