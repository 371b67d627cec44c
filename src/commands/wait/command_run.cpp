#include "commands/wait/command_run.hpp"

#include "wire/command_output.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// Whatever COMMAND writes is shown as an ID or in an error. What is so short is no secret.
constexpr std::size_t shortest_hidden = 8;

bool holds_one_of(const std::vector<Secret>& secrets, const std::string& output) {
  return std::any_of(secrets.begin(), secrets.end(), [&output](const Secret& secret) {
    const std::string& value = secret.reveal();
    return value.size() >= shortest_hidden && output.find(value) != output.npos;
  });
}

// Those that are in the environment, where COMMAND has them from, whether they are used or not.
std::vector<Secret> with_the_environments(std::vector<Secret> secrets,
                                          const Environment& environment) {
  for (const char* name : {"PROPEXO_API_TOKEN", "PROPEXO_WEBHOOK_SECRET"})
    secrets.emplace_back(environment.variable(name).value_or(""));
  return secrets;
}

Result<std::vector<IntegrationId>> named_integrations(const ChildEnd& end,
                                                      const std::vector<Secret>& secrets) {
  if (end.output_was_cut) {
    return Error{ErrorKind::usage,
                 "COMMAND wrote more to standard output than integration IDs can be"};
  }
  if (holds_one_of(secrets, end.output)) {
    return Error{ErrorKind::usage,
                 "COMMAND wrote the API token or a signing secret to standard output",
                 "have it write integration IDs and nothing else there"};
  }
  return read_integration_ids(end.output);
}

// Whoever it made may be in there, and no result will name them.
void show_unused(const std::optional<ChildEnd>& end, const std::vector<Secret>& secrets,
                 WaitSession& session) {
  if (!end || holds_one_of(secrets, end->output)) return;
  const std::string& output = end->output;
  for (std::size_t begin = 0; begin < output.size();) {
    const std::size_t line_end = std::min(output.find('\n', begin), output.size());
    session.warn("COMMAND wrote to standard output: " + output.substr(begin, line_end - begin));
    begin = line_end + 1;
  }
}

} // namespace

std::optional<ExitStatus> run_command(const WaitOptions& options,
                                      const std::vector<Secret>& secrets, WaitSession& session,
                                      WaitInbox& inbox, Environment& environment) {
  const bool names_integrations = options.integrations.empty();
  const WallTime begun_at = environment.clock.wall();
  auto child =
      environment.start_child({options.command, names_integrations},
                              [&inbox](ChildEnd end) { inbox.post(CommandEnded{std::move(end)}); });
  std::optional<ChildEnd> end = session.await_command();
  session.absorb(); // Ctrl-C on a terminal reaches COMMAND as well as us
  const std::vector<Secret> hidden = with_the_environments(secrets, environment);
  if (!end || session.was_signalled()) { // the session knows its status
    child.reset();                       // which it does not survive
    session.absorb();
    show_unused(session.command_end(), hidden, session);
    return std::nullopt;
  }
  if (end->status != 0) {
    const std::string why = end->why_not_started.empty()
                                ? "COMMAND ended with status " + std::to_string(end->status)
                                : "COMMAND could not be started: " + end->why_not_started;
    show_unused(end, hidden, session);
    session.fail({ErrorKind::local, why});
    return static_cast<ExitStatus>(end->status);
  }
  if (!names_integrations) return std::nullopt;
  const Result<std::vector<IntegrationId>> ids = named_integrations(*end, hidden);
  if (ids) {
    session.expect(*ids, begun_at);
    return std::nullopt;
  }
  show_unused(end, hidden, session);
  session.fail(ids.error());
  return ExitStatus::usage;
}

} // namespace syncbell
