#pragma once

#include "net/http.hpp"
#include "output/listen_display.hpp"
#include "platform/clock.hpp"

#include <memory>
#include <stop_token>
#include <string>

namespace syncbell {

struct ForwardOptions {
  std::string url; // empty: nothing is forwarded
  Duration timeout = std::chrono::seconds{30};
};

// Passes deliveries on to a service and its answers back. May be used from several threads, each of
// which waits for the service.
class Forwarder {
public:
  Forwarder(ForwardOptions options, std::unique_ptr<HttpTransport> transport, Clock& clock,
            ListenDisplay& display)
      : options_(std::move(options)), transport_(std::move(transport)), clock_(clock),
        display_(display) {}

  // What the sender is to be answered: the service's status, with its body if that is short text;
  // 502 where the service cannot be reached, 504 where it takes too long, 503 after stop().
  ServerReply pass_on(const VerifiedDelivery& delivery, const Event& event);

  // Ends what is under way, within milliseconds, and all that would come after it.
  void stop() { stop_.request_stop(); }

private:
  ServerReply not_answered(const Error& error, Duration took, const VerifiedDelivery& delivery,
                           const Event& event);

  const ForwardOptions options_;
  std::unique_ptr<HttpTransport> transport_;
  Clock& clock_;
  ListenDisplay& display_;
  std::stop_source stop_;
};

} // namespace syncbell
