#include "commands/unsubscribe.hpp"

#include "cli/option_types.hpp"
#include "commands/api_session.hpp"
#include "commands/console_session.hpp"
#include "commands/interruption.hpp"
#include "commands/unsubscribe/removing.hpp"
#include "core/printable.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace syncbell {
namespace {

Result<void> check_flags(const UnsubscribeOptions& options, const Console& console) {
  const RemovalChoice& choice = options.choice;
  const int ways = (choice.ids.empty() ? 0 : 1) + (choice.integrations.empty() ? 0 : 1) +
                   (choice.url.empty() ? 0 : 1) + (choice.expired ? 1 : 0);
  if (ways != 1) {
    return Error{ErrorKind::usage,
                 ways == 0 ? "nothing says what to remove"
                           : "more than one way of saying what to remove",
                 "give webhook IDs, or one of --integration, --url and --expired"};
  }
  if (!options.yes && !options.dry_run && !console.can_ask()) {
    return Error{ErrorKind::usage, "nobody can be asked whether to remove",
                 "say --yes, or look first with --dry-run"};
  }
  return {};
}

void remark(const RemovalPlan& plan, Console& console) {
  for (const WebhookSubscription& webhook : plan.spared) {
    console.note(printable(webhook.id.text()) +
                 ": left to the wait or listen that made it; its ID or --expired removes it");
  }
  if (plan.removals.empty() && plan.settled.empty()) console.note("there is nothing to remove");
}

// Nothing where the user says no.
bool is_agreed(const UnsubscribeOptions& options, const RemovalPlan& plan, const ViewSettings& view,
               Console& console) {
  if (options.yes || plan.removals.empty()) return true;
  console.note(removals_text(planned_rows(plan), view));
  return console.confirm("Go on?");
}

// The error that stands for all that failed: the first, and what is left because of them.
std::optional<Error> failure_of(const std::vector<RemovalRow>& rows) {
  std::optional<Error> first;
  std::string left;
  for (const RemovalRow& row : rows) {
    if (!row.error) continue;
    if (!first) first = row.error;
    left += " " + row.webhook.id.text();
  }
  if (!first) return std::nullopt;
  first->hint = "still there, as far as is known:" + left + "; the same command goes on";
  return first;
}

std::string shown(const std::vector<RemovalRow>& rows, const UnsubscribeOptions& options,
                  const ViewSettings& view) {
  if (options.output.json) return encode_removals(rows);
  return rows.empty() ? "" : removals_text(rows, view);
}

// The status of the run, after its rows were shown as `said` says.
ExitStatus ended(const std::vector<RemovalRow>& rows, ExitStatus said, Console& console) {
  const std::optional<Error> failure = failure_of(rows);
  if (!failure) return said;
  console.error(*failure);
  return exit_status_of(failure->kind);
}

} // namespace

void describe(CLI::App& app, UnsubscribeOptions& options) {
  add_webhooks(app, "WEBHOOK_ID", options.choice.ids, "IDs of the webhooks to remove");
  add_integrations(app, "--integration", options.choice.integrations,
                   "Take these integrations out; what then is for none is removed")
      ->group("What to remove");
  add_url(app, "--url", options.choice.url, "Every webhook to this URL, whoever made it")
      ->group("What to remove");
  app.add_flag("--expired", options.choice.expired, "Those of syncbell whose lease is over")
      ->group("What to remove");
  app.add_flag("--yes", options.yes, "Remove without asking");
  app.add_flag("--dry-run", options.dry_run, "Show what would be removed, and remove nothing");
  describe(app, options.api);
  describe(app, options.output);
}

ExitStatus run(const UnsubscribeOptions& options, Environment& environment) {
  ConsoleSession session(options.output, environment);
  Console& console = session.console();
  const Result<void> flags = check_flags(options, console);
  if (!flags) return session.fail(flags.error());
  Result<ApiSession> api = require_api_session(options.api, environment, console);
  if (!api) return session.fail(api.error());
  const ViewSettings view = view_settings(environment);
  Removing removing(*api->api, environment.clock, options.choice);
  const Result<RemovalPlan> plan = removing.plan({});
  if (!plan) return session.fail(plan.error());
  remark(*plan, console);
  if (options.dry_run) {
    const std::vector<RemovalRow> rows = planned_rows(*plan);
    return ended(rows, session.finish(shown(rows, options, view)), console);
  }
  if (!is_agreed(options, *plan, view, console)) {
    session.fail({ErrorKind::cancelled, "nothing was removed"});
    return ExitStatus::answer_is_no;
  }

  // Only now: a signal is to end the question.
  const Interruption interruption(environment);
  const std::vector<RemovalRow> rows = removing.carry_out(*plan, interruption.token());
  const ExitStatus said = session.finish(shown(rows, options, view));
  return interruption.status_for(ended(rows, said, console));
}

} // namespace syncbell
