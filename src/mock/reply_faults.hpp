#pragma once

#include "mock/scenario.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace syncbell::mock {

// Decides which of the scenario's API faults a request meets.
class ReplyFaults {
public:
  explicit ReplyFaults(const std::vector<ApiFault>& faults);

  // Counts the request with every fault it matches and gives the first of them that is due.
  std::optional<ApiFault> meet(std::string_view method, std::string_view path);

private:
  struct Counted {
    ApiFault fault;
    int seen = 0;
    int met = 0;
  };
  std::vector<Counted> faults_;
};

} // namespace syncbell::mock
