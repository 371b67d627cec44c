#pragma once

#include "core/result.hpp"

#include <bitset>
#include <string_view>

namespace syncbell {

// Which HTTP statuses are as wanted.
class StatusExpectation {
public:
  StatusExpectation() { admit(200, 299); }

  bool admits(int status) const { return status >= 0 && status < 1000 && admitted_[index(status)]; }

  // Reads "2xx", "200", "401,403", "2xx,404". Fails (usage) naming the part that is neither a
  // status nor a class of them.
  static Result<StatusExpectation> parse(std::string_view text);

private:
  static std::size_t index(int status) { return static_cast<std::size_t>(status); }
  void admit(int first, int last);

  std::bitset<1000> admitted_;
};

} // namespace syncbell
