#include "commands/wait/report.hpp"

#include "core/command_line.hpp"
#include "core/printable.hpp"
#include "core/url.hpp"

#include <algorithm>

namespace syncbell {
namespace {

std::string jobs_text(const WaitCondition& condition) {
  const std::optional<JobCounts>& jobs = condition.report().jobs;
  std::string text;
  if (jobs) {
    text += ", " + std::to_string(jobs->successful) + " jobs ok and " +
            std::to_string(jobs->failed) + " failed so far";
  }
  if (condition.schedules_expected() > 0) {
    text += ", " + std::to_string(condition.schedules_done()) + " of " +
            std::to_string(condition.schedules_expected()) + " schedules done";
  }
  if (condition.job_failures_heard() > 0) {
    text += ", " + std::to_string(condition.job_failures_heard()) + " JOB_FAILURE received";
  }
  return text;
}

std::string state_text(const WaitCondition& condition) {
  const std::optional<Integration>& seen = condition.last_seen();
  if (!seen) return "its state was never read" + jobs_text(condition);
  std::string text = seen->active ? "active" : "not active";
  if (seen->is_running_sync)
    text += *seen->is_running_sync ? ", a sync is running" : ", no sync is running";
  text += seen->last_completed_sync
              ? ", last completed at " + format_timestamp(*seen->last_completed_sync)
              : ", no sync completed yet";
  return text + jobs_text(condition);
}

// "Later than the first look" of this run is, for the next, later than this run began; where nobody
// looks, any event counts that is still to come.
std::string since_text(const Since& since, const WaitMemory& memory) {
  switch (since.kind) {
  case Since::Kind::ever:
    return "";
  case Since::Kind::first_look:
    return memory.polls ? format_timestamp(memory.began_at) : "";
  case Since::Kind::instant:
    return format_timestamp(since.time);
  }
  return "";
}

// What is not chosen is left to the sources, which a configuration may add to.
const char* via_text(WaitVia via) {
  switch (via) {
  case WaitVia::automatic:
    return "";
  case WaitVia::poll:
    return "poll";
  case WaitVia::webhook:
    return "webhook";
  case WaitVia::both:
    return "both";
  }
  return "";
}

void add_rules(CommandLine& line, const WaitRules& rules, const WaitMemory& memory) {
  line.add_value("--event", rules.event == TriggerKind::sync_complete ? name_of(rules.event) : "")
      .add_value("--since", since_text(rules.since, memory))
      .add_value("--schedules", rules.every_schedule ? "all" : "")
      .add_value("--max-failed-jobs", rules.max_failed_jobs ? rules.max_failed_jobs->text() : "")
      .add_flag(rules.allow_unfinished, "--allow-unfinished")
      .add_flag(rules.wait_active, "--wait-active")
      .add_flag(rules.fail_fast, "--fail-fast");
}

void add_sources(CommandLine& line, const WaitOptions& options, std::uint16_t port) {
  line.add_value("--token-file", options.api.token_file)
      .add_value("--api-url", options.api.url)
      .add_value("--environment", options.api.environment)
      .add_value("--cacert", options.api.ca_file);
  if (!options.listens()) return;
  const ListenAddress& address = options.receiver.address;
  const bool is_usual_path = options.receiver.path == "/" && !options.receiver.path_given;
  line.add_flag(options.existing_subscription, "--existing-subscription")
      .add_value("--listen", host_and_port(address.host, port == 0 ? address.port : port))
      .add_value("--path", is_usual_path ? "" : options.receiver.path)
      .add_value("--public-url", options.reach.url)
      .add_value("--tunnel", options.reach.tunnel)
      .add_value("--save", options.save.path);
  for (const std::string& file : options.secrets.files)
    line.add_value("--secret-file", file);
}

bool is_command_due(const WaitOptions& options, const WaitMemory& memory) {
  return !options.command.empty() && !memory.was_command_run;
}

// Not where one was asked for already: it would be started twice.
bool is_sync_due(const std::vector<IntegrationId>& rest, const WaitMemory& memory) {
  return std::none_of(rest.begin(), rest.end(), [&memory](const IntegrationId& id) {
    return memory.syncs_requested.contains(id);
  });
}

} // namespace

std::string stage_of(const WaitCondition& condition) {
  const std::optional<Integration>& seen = condition.last_seen();
  if (condition.needs_job_counts()) return "complete, counting its jobs";
  if (!seen) return "not looked at yet";
  if (seen->is_running_sync.value_or(false)) return "syncing";
  if (!seen->active) return "not active yet";
  if (condition.schedules_expected() == 0) return "waiting";
  return std::to_string(condition.schedules_done()) + " of " +
         std::to_string(condition.schedules_expected()) + " schedules done";
}

std::string resume_command(const WaitOptions& options, const std::vector<IntegrationId>& rest,
                           const WaitMemory& memory) {
  CommandLine line("syncbell wait");
  for (const IntegrationId& id : rest)
    line.add(printable(id.text()));
  add_rules(line, options.rules, memory);
  line.add_flag(options.quorum == Quorum::any, "--any")
      .add_flag(options.start_sync && is_sync_due(rest, memory), "--start-sync")
      .add_value("--via", via_text(options.via));
  add_sources(line, options, memory.listening_port);
  if (is_command_due(options, memory)) {
    line.add("--");
    for (const std::string& word : options.command)
      line.add(printable(word));
  }
  return line.text();
}

std::vector<std::string> closing_report(const WaitOptions& options, const WaitBoard& board,
                                        const WaitMemory& memory,
                                        const std::vector<std::string>& notes) {
  std::vector<std::string> lines;
  const std::vector<IntegrationId> rest = board.undecided();
  for (const IntegrationId& id : rest) {
    lines.push_back(printable(id.text()) + ": " + state_text(board.condition(id)));
    if (board.condition(id).awaits_confirmation()) {
      lines.back() += "; an event said that it is complete, and the API has not confirmed it";
    }
  }
  if (memory.last_api_error) {
    lines.push_back("the API could not be read: " + memory.last_api_error->message);
  }
  for (const RejectionCount& one : memory.rejections) {
    lines.push_back(describe(one));
  }
  lines.insert(lines.end(), notes.begin(), notes.end());
  if (options.rules.back_sync) { // `wait` waits for syncs only
    for (const IntegrationId& id : rest) {
      lines.push_back("to look again: " +
                      CommandLine("syncbell integrations").add(printable(id.text())).text());
    }
  } else if (!rest.empty() || is_command_due(options, memory)) {
    lines.push_back("to go on waiting: " + resume_command(options, rest, memory));
  }
  return lines;
}

} // namespace syncbell
