#pragma once

#include "net/client_socket.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

namespace syncbell::test {

// The other side in a string: takes whatever is written and answers with a reply in pieces.
class ScriptedChannel final : public Channel {
public:
  std::string reply;
  std::size_t piece = 4096;
  bool repeats_last_byte = false; // the reply never ends
  bool takes_requests = true;
  std::string written;

  Result<std::size_t> read(char* into, std::size_t size) override {
    if (repeats_last_byte && reply.size() < 2) {
      std::memset(into, reply.front(), size);
      return size;
    }
    const std::size_t count = std::min({size, piece, reply.size() - (repeats_last_byte ? 1U : 0U)});
    std::memcpy(into, reply.data(), count);
    reply.erase(0, count);
    return count;
  }
  Result<bool> write(std::string_view bytes) override {
    written += bytes;
    return takes_requests;
  }
  bool is_quiet() const override { return reply.empty(); }
};

} // namespace syncbell::test
