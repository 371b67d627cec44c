#include "output/wait_display.hpp"

#include "core/printable.hpp"
#include "output/wait_json.hpp"
#include "output/wrapping.hpp"

#include <algorithm>
#include <map>
#include <span>

namespace syncbell {
namespace {

std::string jobs_text(const JobCounts& jobs) {
  return std::to_string(jobs.successful) + " jobs ok, " + std::to_string(jobs.failed) + " failed";
}

std::string progress_text(const WaitStatus& status, bool names_one) {
  std::string text = "waiting " + format_duration(status.elapsed);
  if (status.total > 1) {
    text +=
        " | " + std::to_string(status.decided) + " of " + std::to_string(status.total) + " done";
  }
  if (names_one && !status.rest.empty()) {
    const WaitedFor& first = status.rest.front();
    text += " | " + printable(first.integration.text());
    if (first.jobs) text += ": " + jobs_text(*first.jobs);
  }
  if (status.api_in_trouble) text += " | API unreachable";
  if (!status.before.empty()) text += " | " + status.before;
  if (status.next_poll) text += " | next poll in " + format_duration(*status.next_poll);
  return text + " | " + format_duration(status.left) + " left";
}

// "  cly301lrc  syncing  40 jobs ok, 2 failed" for the first so many.
std::vector<std::string> lines_of_first(const std::vector<WaitedFor>& rest, std::size_t count) {
  std::size_t id_width = 0;
  std::size_t stage_width = 0;
  for (std::size_t i = 0; i < count; ++i) {
    id_width = std::max(id_width, printable(rest[i].integration.text()).size());
    stage_width = std::max(stage_width, rest[i].jobs ? rest[i].stage.size() : 0);
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < count; ++i) {
    const WaitedFor& one = rest[i];
    std::string line = "  " + padded(printable(one.integration.text()), id_width) + "  ";
    line += one.jobs ? padded(one.stage, stage_width) + "  " + jobs_text(*one.jobs) : one.stage;
    lines.push_back(std::move(line));
  }
  return lines;
}

// "  and 190 more: syncing (12), waiting (178)"
std::string line_of_others(std::span<const WaitedFor> others) {
  std::map<std::string, std::size_t> stages;
  for (const WaitedFor& one : others)
    ++stages[one.stage];
  std::string text = "  and " + std::to_string(others.size()) + " more: ";
  bool is_first = true;
  for (const auto& [stage, count] : stages) {
    text += (is_first ? "" : ", ") + stage + " (" + std::to_string(count) + ")";
    is_first = false;
  }
  return text;
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

std::vector<std::string> status_lines(const WaitStatus& status, std::size_t room) {
  constexpr std::size_t most = 16; // more would push what was said off a small terminal
  if (status.total < 2 || room < 3) return {progress_text(status, true)};
  const std::size_t places = std::min(room - 1, most);
  const bool all_fit = status.rest.size() <= places;
  const std::size_t shown = all_fit ? status.rest.size() : places - 1;
  std::vector<std::string> lines = {progress_text(status, false)};
  for (std::string& line : lines_of_first(status.rest, shown))
    lines.push_back(std::move(line));
  if (!all_fit) lines.push_back(line_of_others(std::span(status.rest).subspan(shown)));
  return lines;
}

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

void WaitDisplay::status(const WaitStatus& status) {
  console_.live_lines(status_lines(status, console_.live_room()));
}

void WaitDisplay::heartbeat(const WaitStatus& status) {
  news("still " + progress_text(status, true));
}

void WaitDisplay::decided(const Decision& decision, const std::string& left_behind) {
  console_.end_fold(); // a result is not to be looked for
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
    console_.note("hint for " + printable(decision.integration.text()) + ": " +
                  printable(decision.verdict.hint));
  }
}

void WaitDisplay::ended(const Verdict& verdict, Duration waited, const std::string& left_behind) {
  results_ = {{{{}, verdict, {}, waited}}, left_behind};
  const bool said_elsewhere = verdict.outcome == Outcome::error;
  if (!said_elsewhere) console_.error({ErrorKind::local, verdict.reason, verdict.hint});
  if (console_.options().json) data(encode_result(results_.decisions.back(), left_behind));
}

void WaitDisplay::report(const std::vector<std::string>& lines) {
  for (const std::string& line : lines)
    console_.note(printable(line));
}

} // namespace syncbell
