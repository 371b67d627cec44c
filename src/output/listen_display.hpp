#pragma once

#include "core/event.hpp"
#include "core/verdict.hpp"
#include "core/verification.hpp"
#include "output/console.hpp"

#include <string>
#include <system_error>

namespace syncbell {

// What `listen` shows: payloads as they came, or with --json a stream of records; and news of what
// else happened. May be used from several threads.
class ListenDisplay {
public:
  explicit ListenDisplay(Console& console) : console_(console) {}

  void ready(const std::string& url);
  // Writes the payload, or its record. Whatever is returned, nothing else than that was written.
  std::error_code delivered(const VerifiedDelivery& delivery, const Event& event);
  void passed_over(const Event& event, const std::string& why);
  void rejected(const RawRequest& request, const Rejection& rejection);
  void not_saved(std::error_code reason);
  // What the service that deliveries are forwarded to answered; anything but 2xx is a warning.
  void forwarded(const Event& event, int status, Duration took);
  // That it did not answer, and with which status the sender was answered instead.
  void not_forwarded(const Event& event, const Error& error, int answered);
  // The last line of the stream.
  void ended(Outcome outcome, int deliveries);

private:
  Console& console_;
};

} // namespace syncbell
