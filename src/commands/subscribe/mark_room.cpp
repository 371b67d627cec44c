#include "commands/subscribe/mark_room.hpp"

#include "core/contract.hpp"

namespace syncbell {
namespace {

constexpr const char* way_out = "without IDs the subscription is for all integrations";

// Up to the next KiB.
std::string kib(std::size_t bytes) { return std::to_string((bytes + 1023) >> 10U) + " KiB"; }

} // namespace

Result<void> check_mark_room(const HeaderFields& headers, Console& console) {
  const std::size_t bytes = find_header(headers, contract::integrations_header).value_or("").size();
  if (bytes <= contract::advised_integrations_bytes) return {};
  const std::string what = std::string("the integrations take ") + kib(bytes) +
                           " in a header of every delivery (" + contract::integrations_header + ")";
  if (bytes > contract::max_integrations_bytes) {
    return Error{ErrorKind::usage,
                 what + ", more than " + kib(contract::max_integrations_bytes) +
                     ": most servers refuse such heads",
                 way_out};
  }
  console.warn(what + ": many servers refuse heads of more than 8 KiB; " + way_out);
  return {};
}

} // namespace syncbell
