#include "commands/console_session.hpp"

#include "core/printable.hpp"
#include "output/error_json.hpp"
#include "output/job_report.hpp"

namespace syncbell {
namespace {

TerminalFacts terminal_facts(Environment& environment) {
  const std::string term = environment.variable("TERM").value_or("dumb");
  const bool dumb = term.empty() || term == "dumb";
  const std::string no_color = environment.variable("NO_COLOR").value_or("");
  return {dumb || !no_color.empty(), dumb, pipeline_of(environment.variable)};
}

// Whoever uses these says so, with what became of them.
bool is_told_later(const std::string& setting) {
  return setting == "api-url" || setting == "environment" || setting == "token-file" ||
         setting == "secret-file";
}

} // namespace

ConsoleSession::ConsoleSession(const OutputOptions& options, Environment& environment)
    : console_(environment.io, options, terminal_facts(environment)) {
  for (const EffectiveSetting& setting : environment.settings.all) {
    if (!is_told_later(setting.name)) {
      console_.detail(setting.name + ": " + printable(setting.value) + " (" +
                      printable(setting.source) + ")");
    }
  }
}

ExitStatus ConsoleSession::fail(const Error& error) {
  const ExitStatus status = fail_after_result(error);
  if (console_.options().json) static_cast<void>(console_.data(encode_error(error) + "\n"));
  return status;
}

ExitStatus ConsoleSession::fail_after_result(const Error& error) {
  console_.error(error);
  console_.annotate("syncbell", annotation_text(error.message, error.hint));
  failure_ = error;
  return exit_status_of(error.kind);
}

ExitStatus ConsoleSession::finish(const std::string& data) {
  const std::error_code failed = console_.data(data);
  if (!failed) return ExitStatus::done;
  console_.error({ErrorKind::local, "cannot write to standard output: " + failed.message()});
  return ExitStatus::local_failure;
}

ViewSettings view_settings(Environment& environment) {
  if (!environment.io.out_is_terminal()) return {};
  return {static_cast<std::size_t>(environment.io.err_columns()), environment.clock.wall()};
}

} // namespace syncbell
