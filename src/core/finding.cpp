#include "core/finding.hpp"

#include <algorithm>

namespace syncbell {

const char* name_of(Grade grade) {
  switch (grade) {
  case Grade::good:
    return "good";
  case Grade::remark:
    return "remark";
  case Grade::bad:
    return "bad";
  }
  return "bad";
}

Finding not_looked_at(const std::string& check, const std::string& why) {
  return {check, Grade::remark, "could not be looked at: " + why};
}

bool any_is_bad(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.grade == Grade::bad; });
}

} // namespace syncbell
