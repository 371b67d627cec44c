#include "commands/replay/delivery_source.hpp"

namespace syncbell {

Result<std::optional<DueDelivery>> DeliverySource::take(std::stop_token stop) {
  const std::lock_guard lock(mutex_);
  if (next_ >= order_.deliveries()) return std::optional<DueDelivery>();
  const std::uint64_t wanted = order_.capture_of(next_);
  Result<std::optional<Capture>> capture = std::exchange(repeated_, std::nullopt);
  if (!*capture) capture = read(wanted, std::move(stop));
  if (!capture) return capture.error();
  if (!*capture) return std::optional<DueDelivery>();
  ++next_;
  const bool again = next_ < order_.deliveries() && order_.capture_of(next_) == wanted;
  if (again) repeated_ = **capture;
  const Instant due = pacing_.next(clock_.now(), (*capture)->received_at);
  return std::optional(DueDelivery{next_, **std::move(capture), due});
}

// Goes to the nearest place that is known, unless reading on from here is nearer.
Result<void> DeliverySource::go_near(std::uint64_t capture) {
  const auto [number, place] = survey_.index.near(capture);
  if (at_ && *at_ <= capture && *at_ >= number) return {};
  Result<void> found = selection_.seek(place);
  if (found) at_ = number;
  return found;
}

Result<std::optional<Capture>> DeliverySource::read(std::uint64_t capture, std::stop_token stop) {
  if (const Result<void> near = go_near(capture); !near) return near.error();
  for (;;) {
    if (stop.stop_requested()) return std::optional<Capture>();
    Result<std::optional<Capture>> read = selection_.next();
    if (!read) return read;
    if (!*read) {
      return Error{ErrorKind::local, "the captures have changed since they were first read",
                   "replay a copy that nobody writes to"};
    }
    if ((*at_)++ == capture) return read;
  }
}

} // namespace syncbell
