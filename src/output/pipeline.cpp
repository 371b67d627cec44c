#include "output/pipeline.hpp"

#include "core/printable.hpp"

#include <chrono>
#include <sstream>

namespace syncbell {
namespace {

std::string unix_seconds(WallTime time) {
  return std::to_string(
      std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

std::string section(const char* edge, WallTime now, WallTime begun) {
  return std::string("\x1b[0K") + edge + ":" + unix_seconds(now) + ":syncbell_" +
         unix_seconds(begun);
}

// As GitHub's own toolkit does: a percent sign would begin an escape; in a property a comma or
// colon would end it.
std::string escaped(const std::string& text, bool is_property) {
  std::string result;
  for (const char c : text) {
    if (c == '%')
      result += "%25";
    else if (c == '\n')
      result += "%0A";
    else if (is_property && c == ':')
      result += "%3A";
    else if (is_property && c == ',')
      result += "%2C";
    else
      result += c;
  }
  return result;
}

} // namespace

Pipeline
pipeline_of(const std::function<std::optional<std::string>(const std::string&)>& variable) {
  if (variable("GITHUB_ACTIONS") == "true") return Pipeline::github;
  if (variable("GITLAB_CI") == "true") return Pipeline::gitlab;
  return Pipeline::none;
}

std::string encode_fold_begin(Pipeline pipeline, const std::string& title, WallTime begun) {
  if (pipeline == Pipeline::github) return "::group::" + escaped(printable(title), false);
  if (pipeline == Pipeline::gitlab) {
    return section("section_start", begun, begun) + "[collapsed=true]\r\x1b[0K" + printable(title);
  }
  return "";
}

std::string encode_fold_end(Pipeline pipeline, WallTime begun, WallTime now) {
  if (pipeline == Pipeline::github) return "::endgroup::";
  if (pipeline == Pipeline::gitlab) return section("section_end", now, begun) + "\r\x1b[0K";
  return "";
}

std::string encode_annotation(Pipeline pipeline, const std::string& title,
                              const std::string& message) {
  if (pipeline != Pipeline::github) return "";
  std::string lines;
  std::istringstream text(message);
  for (std::string line; std::getline(text, line);)
    lines += (lines.empty() ? "" : "\n") + printable(line);
  return "::error title=" + escaped(printable(title), true) + "::" + escaped(lines, false);
}

} // namespace syncbell
