#include "output/wait_job_report.hpp"

#include "output/wait_json.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// Of several, what one says that kept the whole from being met.
Verdict verdict_of_all(const WaitResults& results, bool was_met,
                       const std::optional<Error>& failure) {
  if (failure) return {Outcome::error, failure->message, failure->hint};
  const auto telling = std::find_if(
      results.decisions.begin(), results.decisions.end(), [was_met](const Decision& decision) {
        return (decision.verdict.outcome == Outcome::satisfied) == was_met;
      });
  return telling == results.decisions.end() ? Verdict{Outcome::error} : telling->verdict;
}

std::string records(const WaitResults& results) {
  std::string array;
  for (const Decision& decision : results.decisions)
    array += (array.empty() ? "" : ",") + encode_result(decision, results.left_behind);
  return "[" + array + "]";
}

std::string count_or_nothing(const std::optional<JobCounts>& jobs, std::int64_t JobCounts::*count) {
  return jobs ? std::to_string((*jobs).*count) : "";
}

void add_details(JobReport& report, const Decision& decision) {
  const SyncReport& sync = decision.report;
  report.outputs.insert(
      report.outputs.end(),
      {{"integration_id", decision.integration.text()},
       {"vendor", sync.vendor},
       {"source", sync.source ? name_of(*sync.source) : ""},
       {"event", sync.event ? name_of(*sync.event) : ""},
       {"completed_at", sync.completed_at ? format_timestamp(*sync.completed_at) : ""},
       {"successful_job_count", count_or_nothing(sync.jobs, &JobCounts::successful)},
       {"failed_job_count", count_or_nothing(sync.jobs, &JobCounts::failed)}});
}

std::vector<std::string> row(const Decision& decision) {
  const SyncReport& sync = decision.report;
  const bool is_good = decision.verdict.outcome == Outcome::satisfied;
  return {markdown_text(decision.integration.text()),
          (is_good ? "✅ " : "❌ ") + markdown_text(name_of(decision.verdict.outcome)),
          sync.source ? name_of(*sync.source) : "",
          count_or_nothing(sync.jobs, &JobCounts::successful),
          count_or_nothing(sync.jobs, &JobCounts::failed),
          format_duration(decision.waited),
          markdown_text(decision.verdict.reason)};
}

std::string error_of(const Decision& decision) {
  std::string text = decision.integration.empty() ? "" : decision.integration.text() + ": ";
  text += std::string(name_of(decision.verdict.outcome)) + ": " + decision.verdict.reason;
  return annotation_text(text, decision.verdict.hint);
}

} // namespace

JobReport wait_job_report(const std::string& title, const WaitResults& results, ExitStatus status,
                          const std::optional<Error>& failure) {
  const bool was_met = status == ExitStatus::done;
  const Verdict verdict = verdict_of_all(results, was_met, failure);
  JobReport report;
  report.title = title;
  report.outputs = {{"outcome", name_of(verdict.outcome)},
                    {"reason", verdict.reason},
                    {"left_behind", results.left_behind},
                    {"results", records(results)}};
  if (results.decisions.size() == 1) add_details(report, results.decisions.front());

  std::vector<std::vector<std::string>> rows;
  for (const Decision& decision : results.decisions) {
    rows.push_back(row(decision));
    const bool is_good = decision.verdict.outcome == Outcome::satisfied;
    if (!was_met && !is_good) report.errors.push_back(error_of(decision));
  }
  if (failure) report.summary = "❌ " + markdown_text(failure->message) + "\n\n";
  if (!rows.empty()) {
    report.summary += markdown_table(
        {"Integration", "Outcome", "Told by", "Jobs ok", "Jobs failed", "Waited", "Reason"}, rows);
  }
  if (!results.left_behind.empty()) {
    report.summary += "\nLeft behind; remove it with `" + results.left_behind + "`\n";
  }
  return report;
}

} // namespace syncbell
