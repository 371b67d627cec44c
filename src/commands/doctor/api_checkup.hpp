#pragma once

#include "core/finding.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/url.hpp"
#include "environment.hpp"

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace syncbell {

// What is known before anything is asked.
struct ApiCheckupInput {
  Result<Url> base;
  Result<std::optional<Secret>> token;
  std::string ca_file;
  std::string api_flags; // with which another command reaches the same API
};

// Asks the API what there is to know of token, API, clock, rate limit and leases, with as many
// requests as it takes and not one again. Whatever cannot be looked at says why. Soon after the
// token asks to stop it returns with what it knows.
std::vector<Finding> check_api(const ApiCheckupInput& input, Environment& environment,
                               std::stop_token stop);

} // namespace syncbell
