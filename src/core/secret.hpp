#pragma once

#include <string>
#include <utility>

namespace syncbell {

// A token or signing secret. It has no stream operator and no implicit conversion, so it reaches an
// output only through reveal(), which is easy to search for.
class Secret {
public:
  Secret() = default;
  explicit Secret(std::string value) : value_(std::move(value)) {}

  const std::string& reveal() const { return value_; }
  bool empty() const { return value_.empty(); }

private:
  std::string value_;
};

// What stands for a secret wherever something is shown.
inline constexpr const char* redacted = "[redacted]";

} // namespace syncbell
