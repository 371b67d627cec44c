#include "commands/complete.hpp"

#include "commands/complete/live_values.hpp"
#include "core/printable.hpp"

namespace syncbell {
namespace {

std::vector<Candidate> candidates_for(const CompletedLine& line, Environment& environment) {
  switch (line.completion.expected) {
  case Completion::Expected::words:
  case Completion::Expected::profiles:
    return line.completion.words;
  case Completion::Expected::integrations:
    return find_live_values(LiveValues::integrations, line.api, environment);
  case Completion::Expected::webhooks:
    return find_live_values(LiveValues::webhooks, line.api, environment);
  case Completion::Expected::files:
    break;
  }
  return {};
}

std::string text_of(const Completion& completion, const std::vector<Candidate>& candidates) {
  if (completion.expected == Completion::Expected::files) return ":files\n";
  std::string text;
  for (const Candidate& candidate : candidates) {
    if (!candidate.value.starts_with(completion.typed)) continue;
    text += completion.before + printable(candidate.value);
    if (!candidate.description.empty()) text += "\t" + printable(candidate.description);
    text += '\n';
  }
  return text;
}

} // namespace

ExitStatus run(const CompleteOptions& options, Environment& environment) {
  const std::vector<Candidate> candidates = candidates_for(options.line, environment);
  const std::string text = text_of(options.line.completion, candidates);
  return environment.io.write_out(text) ? ExitStatus::local_failure : ExitStatus::done;
}

} // namespace syncbell
