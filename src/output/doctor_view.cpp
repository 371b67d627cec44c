#include "output/doctor_view.hpp"

#include "core/printable.hpp"
#include "core/verdict.hpp"
#include "output/json_parts.hpp"
#include "output/wrapping.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace syncbell {
namespace {

using json = nlohmann::ordered_json;

constexpr std::size_t width = 80;
constexpr std::size_t mark_width = 6; // "note  "

std::string title_of(const Finding& finding) {
  std::string title = finding.check;
  std::replace(title.begin(), title.end(), '_', ' ');
  return title;
}

std::string mark_of(Grade grade, const Style& style) {
  switch (grade) {
  case Grade::good:
    return style.good(padded("ok", mark_width));
  case Grade::remark:
    return style.warning(padded("note", mark_width));
  case Grade::bad:
    return style.bad(padded("BAD", mark_width));
  }
  return "";
}

std::string setting_lines(const std::vector<EffectiveSetting>& settings) {
  std::size_t longest = 0;
  for (const EffectiveSetting& setting : settings)
    longest = std::max(longest, setting.name.size());
  std::string text;
  for (const EffectiveSetting& setting : settings) {
    const std::string words = printable(setting.value) + " (" + printable(setting.source) + ")";
    text += padded(setting.name, longest + 2) + wrapped(words, longest + 2, width) + "\n";
  }
  return text;
}

std::string finding_lines(const std::vector<Finding>& findings, const Style& style) {
  std::size_t longest = 0;
  for (const Finding& finding : findings)
    longest = std::max(longest, finding.check.size());
  const std::size_t column = mark_width + longest + 2;
  std::string text;
  for (const Finding& finding : findings) {
    text += mark_of(finding.grade, style) + padded(title_of(finding), longest + 2) +
            wrapped(printable(finding.seen), column, width) + "\n";
    if (finding.advice.empty()) continue;
    text +=
        std::string(column, ' ') + wrapped("→ " + printable(finding.advice), column, width) + "\n";
  }
  return text;
}

} // namespace

Outcome outcome_of(const DoctorReport& report) {
  if (report.was_interrupted) return Outcome::interrupted;
  return any_is_bad(report.findings) ? Outcome::unhealthy : Outcome::satisfied;
}

std::string doctor_text(const DoctorReport& report, const Style& style) {
  const std::string settings = setting_lines(report.settings);
  return settings + (settings.empty() ? "" : "\n") + finding_lines(report.findings, style);
}

std::string encode_doctor(const DoctorReport& report) {
  json document = {{"settings", json::array()}, {"findings", json::array()}};
  for (const EffectiveSetting& setting : report.settings) {
    document["settings"].push_back(
        {{"name", setting.name}, {"value", setting.value}, {"source", setting.source}});
  }
  for (const Finding& finding : report.findings) {
    document["findings"].push_back({{"check", finding.check},
                                    {"grade", name_of(finding.grade)},
                                    {"seen", finding.seen},
                                    {"advice", text_or_null(finding.advice)}});
  }
  document["outcome"] = name_of(outcome_of(report));
  return indented(document);
}

} // namespace syncbell
