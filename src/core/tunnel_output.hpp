#pragma once

#include "core/url.hpp"

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace syncbell {

// Reads what a tunnel program writes while it runs: the addresses in it, and its last lines.
class TunnelOutput {
public:
  // Takes more of it, and gives the http and https addresses in the lines that this completes.
  std::vector<Url> read(std::string_view bytes);

  // The last lines that are not empty, in one, for a message: "starting / port is taken".
  std::string last_words() const;

private:
  std::vector<Url> end_line();

  std::string line_;
  std::deque<std::string> last_lines_;
};

// Where an address would have to lead.
struct TunnelTarget {
  std::uint16_t port = 0;     // of our listener
  bool may_be_nearby = false; // whoever sends is on this machine, as the mock is
};

// Whether an address that a tunnel shows may be its public one. One of this machine is so only
// where whoever sends is on it too; and never our listener's own, which tunnels repeat.
bool may_be_public(const Url& address, const TunnelTarget& target);

} // namespace syncbell
