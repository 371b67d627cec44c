#pragma once

#include "core/time.hpp"

#include <functional>
#include <optional>
#include <string>

namespace syncbell {

// The CI service whose log shows standard error, where it understands more than text.
enum class Pipeline { none, github, gitlab };

// By what each sets in its jobs: GITHUB_ACTIONS, GITLAB_CI.
Pipeline pipeline_of(const std::function<std::optional<std::string>(const std::string&)>& variable);

// The lines between which its log is shown folded, under a title (GitHub's "Grouping log lines",
// GitLab's "Custom collapsible sections"); empty without a pipeline. The end needs the time of the
// beginning.
std::string encode_fold_begin(Pipeline pipeline, const std::string& title, WallTime begun);
std::string encode_fold_end(Pipeline pipeline, WallTime begun, WallTime now);

// The line that GitHub shows as an error on the page of the run ("Setting an error message"); empty
// for others.
std::string encode_annotation(Pipeline pipeline, const std::string& title,
                              const std::string& message);

} // namespace syncbell
