#include "commands/job_reporter.hpp"

#include "core/hex.hpp"
#include "platform/files.hpp"

namespace syncbell {
namespace {

void append(const char* variable, const std::string& text, Environment& environment,
            Console& console) {
  const std::string path = environment.variable(variable).value_or("");
  if (path.empty() || text.empty()) return;
  const Result<void> appended = append_to_file(path, text);
  if (!appended) console.warn(std::string(variable) + ": " + appended.error().message);
}

} // namespace

void report_to_job(const JobReport& report, Environment& environment, Console& console) {
  if (pipeline_of(environment.variable) != Pipeline::github) return;
  const std::string delimiter = "syncbell_" + to_hex(environment.random_bytes(16));
  append("GITHUB_OUTPUT", encode_outputs(report, delimiter), environment, console);
  append("GITHUB_STEP_SUMMARY", encode_summary(report), environment, console);
  for (const std::string& error : report.errors)
    console.annotate(report.title, error);
}

} // namespace syncbell
