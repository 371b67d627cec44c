#pragma once

#include "commands/replay/survey.hpp"
#include "core/delivery_order.hpp"
#include "core/pacing.hpp"
#include "platform/clock.hpp"

#include <atomic>
#include <mutex>
#include <optional>
#include <stop_token>

namespace syncbell {

struct DueDelivery {
  std::uint64_t number = 0; // in the order of the replay, from 1
  Capture capture;
  Instant due; // not to be sent before
};

// Which deliveries, and when.
struct ReplayCourse {
  DeliveryOrder order;
  Pacing pacing = Pacing::none();
  std::uint64_t first = 1; // the number of the one to begin with
};

// What a replay sends, one delivery after the other, to whichever thread asks. Each is read when it
// is asked for: nothing waits in memory but what is being sent.
class DeliverySource {
public:
  DeliverySource(Selection& selection, const Survey& survey, const ReplayCourse& course,
                 Clock& clock)
      : selection_(selection), survey_(survey), clock_(clock), order_(course.order),
        pacing_(course.pacing), next_(course.first - 1) {}

  // The next one; nothing at the end, or once the token asks to stop. Fails as the selection does,
  // and (local) where the captures have changed since the survey.
  Result<std::optional<DueDelivery>> take(std::stop_token stop);

  // The number of the delivery that would be given next. Waits for nobody who takes one.
  std::uint64_t next_number() const { return next_ + 1; }

private:
  Result<std::optional<Capture>> read(std::uint64_t capture, std::stop_token stop);
  Result<void> go_near(std::uint64_t capture);

  Selection& selection_;
  const Survey& survey_;
  Clock& clock_;
  const DeliveryOrder order_;
  std::mutex mutex_;
  Pacing pacing_;
  std::atomic<std::uint64_t> next_;      // delivery, from 0
  std::optional<std::uint64_t> at_ = {}; // the capture that the selection will give
  std::optional<Capture> repeated_ = {}; // the last one, where the next delivery sends it again
};

} // namespace syncbell
