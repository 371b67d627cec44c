#pragma once

#include "core/event.hpp"
#include "core/rejection_tally.hpp"
#include "core/verdict.hpp"
#include "core/verification.hpp"
#include "output/console.hpp"
#include "output/public_access.hpp"

#include <atomic>
#include <string>
#include <system_error>
#include <vector>

namespace syncbell {

// How a `listen` ended.
struct ListenResult {
  Outcome outcome = Outcome::satisfied;
  int deliveries = 0;
  std::vector<RejectionCount> rejected = {}; // all of them, by reason
  // Where a subscription was made: the command that removes what could not be cleaned up; empty
  // where nothing is left.
  std::optional<std::string> left_behind = std::nullopt;
};

// What `listen` shows: payloads as they came, or with --json a stream of records; and news of what
// else happened. May be used from several threads.
class ListenDisplay {
public:
  explicit ListenDisplay(Console& console) : console_(console) {}

  // Deliveries are received at that URL from now on.
  void ready(const std::string& url);
  // The same where they have to come from outside: first the listener is open, then it is reached.
  void opened(const std::string& url);
  void reached(const std::string& url, const PublicAccess& access);
  // Writes the payload, or its record. Whatever is returned, nothing else than that was written.
  std::error_code delivered(const VerifiedDelivery& delivery, const Event& event);
  // A line of it: when it came, what it was, and what its sender is answered.
  void answered(const VerifiedDelivery& delivery, const Event& event, int status);
  void passed_over(const Event& event, const std::string& why);
  void rejected(const RawRequest& request, const Rejection& rejection);
  // How many more were, within a minute, for a reason that was shown before.
  void rejected(const RejectionCount& sum);
  // A payload could not be written. Told once, until one is again.
  void not_saved(std::error_code reason);
  // The same where it was forwarded: what the service answered, and how long that took; anything
  // but 2xx is a warning.
  void forwarded(const VerifiedDelivery& delivery, const Event& event, int status, Duration took);
  // That it did not answer, and with which status the sender was answered instead.
  void not_forwarded(const VerifiedDelivery& delivery, const Event& event, const Error& error,
                     int answered);
  // The last line of the stream.
  void ended(const ListenResult& result);

private:
  Console& console_;
  std::atomic<bool> is_not_saving_ = false;
};

} // namespace syncbell
