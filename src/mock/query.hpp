#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace syncbell::mock {

// Undoes percent-encoding; what is not validly encoded stays as it is.
std::string percent_decoded(std::string_view text);

// The query of a request target, decoded.
class Query {
public:
  explicit Query(std::string_view target);

  // The value of the first parameter of that name.
  std::optional<std::string> find(std::string_view name) const;

private:
  std::vector<std::pair<std::string, std::string>> parameters_;
};

} // namespace syncbell::mock
