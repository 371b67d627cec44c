#include "output/wait_display.hpp"

#include "core/printable.hpp"
#include "output/wait_json.hpp"

namespace syncbell {
namespace {

std::string jobs_text(const JobCounts& jobs) {
  return std::to_string(jobs.successful) + " jobs ok, " + std::to_string(jobs.failed) + " failed";
}

std::string progress_text(const WaitStatus& status) {
  std::string text = "waiting " + format_duration(status.elapsed);
  if (status.total > 1) {
    text +=
        " | " + std::to_string(status.decided) + " of " + std::to_string(status.total) + " done";
  }
  if (status.slowest) text += " | " + printable(status.slowest->text());
  if (status.jobs) text += ": " + jobs_text(*status.jobs);
  if (status.api_in_trouble) text += " | API unreachable";
  if (status.next_poll) text += " | next poll in " + format_duration(*status.next_poll);
  return text + " | " + format_duration(status.left) + " left";
}

std::string how_it_ended(const Decision& decision, const Style& style) {
  const SyncReport& report = decision.report;
  if (decision.verdict.outcome != Outcome::satisfied) {
    return style.bad(name_of(decision.verdict.outcome)) + " after " +
           format_duration(decision.waited) + ": " + printable(decision.verdict.reason);
  }
  std::string text = style.good(report.event ? name_of(*report.event) : "complete");
  if (report.source == Source::state)
    text += " already";
  else if (report.source)
    text += std::string(" by ") + name_of(*report.source);
  text += " after " + format_duration(decision.waited);
  if (report.completed_at) text += ", completed at " + format_timestamp(*report.completed_at);
  if (report.jobs) text += ", " + jobs_text(*report.jobs);
  return text;
}

} // namespace

void WaitDisplay::data(const std::string& text) {
  const std::error_code failed = console_.data(text + "\n");
  if (failed) write_failure_ = failed;
}

void WaitDisplay::listening(const std::string& url, bool is_ready) {
  console_.note("listening on " + console_.style().strong(url));
  if (is_ready && console_.options().json) data(encode_ready(url));
}

void WaitDisplay::reached(const std::string& url, const PublicAccess& access) {
  console_.note(describe(access));
  if (console_.options().json) data(encode_ready(url, access));
}

void WaitDisplay::progress(const IntegrationId& integration, const std::string& what) {
  console_.note(printable(integration.text() + ": " + what));
  if (console_.options().json) data(encode_progress(integration, what, std::nullopt));
}

void WaitDisplay::job_progress(const IntegrationId& integration, const JobCounts& jobs) {
  if (!is_live()) console_.note(printable(integration.text()) + ": " + jobs_text(jobs));
  if (console_.options().json) data(encode_progress(integration, "a sync is running", jobs));
}

void WaitDisplay::news(const std::string& what) {
  console_.note(printable(what));
  if (console_.options().json) data(encode_progress(std::nullopt, what, std::nullopt));
}

void WaitDisplay::warn(const std::string& what) { console_.warn(printable(what)); }

void WaitDisplay::status(const WaitStatus& status) { console_.live_line(progress_text(status)); }

void WaitDisplay::heartbeat(const WaitStatus& status) { news("still " + progress_text(status)); }

void WaitDisplay::decided(const Decision& decision, const std::string& left_behind) {
  results_.decisions.push_back(decision);
  results_.left_behind = left_behind;
  if (console_.options().json)
    data(encode_result(decision, left_behind));
  else {
    data(printable(decision.integration.text()) + ": " +
         how_it_ended(decision, console_.data_style()));
  }
  const bool said_elsewhere = decision.verdict.outcome == Outcome::error;
  if (!decision.verdict.hint.empty() && !said_elsewhere) {
    console_.note("  hint: " + printable(decision.verdict.hint));
  }
}

void WaitDisplay::ended(const Verdict& verdict, const std::string& left_behind) {
  results_ = {{{{}, verdict, {}, {}}}, left_behind};
  const bool said_elsewhere = verdict.outcome == Outcome::error;
  if (!said_elsewhere) console_.error({ErrorKind::local, verdict.reason, verdict.hint});
  if (console_.options().json) data(encode_result(results_.decisions.back(), left_behind));
}

void WaitDisplay::report(const std::vector<std::string>& lines) {
  for (const std::string& line : lines)
    console_.note(printable(line));
}

} // namespace syncbell
