#pragma once

#include <string>
#include <vector>

namespace syncbell {

enum class Grade {
  good,
  remark, // nothing is wrong, but worth knowing; or it could not be looked at
  bad,
};

// "good", "remark", "bad": as JSON has it.
const char* name_of(Grade grade);

// What a look at one thing has shown.
struct Finding {
  std::string check; // "token", "rate_limit"
  Grade grade = Grade::good;
  std::string seen = {};
  std::string advice = {}; // what to do about it; empty where nothing is to be done
};

// A remark: the check could not be made, and why ("the API was not reached").
Finding not_looked_at(const std::string& check, const std::string& why);

bool any_is_bad(const std::vector<Finding>& findings);

} // namespace syncbell
