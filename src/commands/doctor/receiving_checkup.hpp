#pragma once

#include "commands/doctor.hpp"
#include "commands/public_line.hpp"
#include "core/finding.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace syncbell {

// Whether webhooks can be received here: opens the listener, and proves the public address where
// one is named. Nothing is registered, and what is delivered meanwhile is told to come again.
class ReceivingCheckup {
public:
  struct Tools {
    Environment& environment;
    Console& console;
    LastWords& last_words;
    std::function<void(LineEvent)> tell; // from any thread
  };

  // `api`: where a subscription would be made, if that is known.
  ReceivingCheckup(const DoctorOptions& options, const std::optional<Url>& api, Tools tools);
  ~ReceivingCheckup();
  ReceivingCheckup(const ReceivingCheckup&) = delete;
  ReceivingCheckup& operator=(const ReceivingCheckup&) = delete;

  // What the line has told.
  void hear(const LineEvent& event);
  // Whether there is nothing to wait for any more.
  bool is_settled() const { return public_url_.has_value(); }
  // Ends what is under way, and gives the findings.
  std::vector<Finding> close();

private:
  void open(const DoctorOptions& options, const std::optional<Url>& api);

  Tools tools_;
  Finding listener_{"listener"};
  std::optional<Finding> public_url_;
  std::optional<PublicLine> line_;
  std::optional<OpenEndpoint> endpoint_;
};

} // namespace syncbell
