#pragma once

#include "core/time.hpp"

#include <optional>
#include <string>

namespace syncbell {

// How deliveries reach a listener from outside.
struct PublicAccess {
  std::string url;                      // proven to lead here
  std::string subscription = {};        // the one that was made for it; empty: none was
  std::optional<WallTime> expires = {}; // the end of its lease
};

// "reached through https://…; subscription ID until …", for people.
std::string describe(const PublicAccess& access);

} // namespace syncbell
