#include "net/body_room.hpp"

#include <algorithm>

namespace syncbell {

std::size_t BodyRoom::left() const {
  const std::lock_guard lock(mutex_);
  return left_;
}

BodyRoom::Place BodyRoom::enter(std::function<void()> give_way) {
  const std::lock_guard lock(mutex_);
  return holders_.insert(holders_.end(), Holder{std::move(give_way)});
}

void BodyRoom::leave(Place place) {
  const std::lock_guard lock(mutex_);
  left_ += place->bytes;
  if (place->is_leaving) leaving_ -= place->bytes;
  holders_.erase(place);
  changed_.notify_all();
}

bool BodyRoom::grow(Holder& holder, std::size_t bytes) {
  std::unique_lock lock(mutex_);
  const std::size_t more = bytes - std::min(bytes, holder.bytes);
  while (more > left_ && !holder.is_leaving) {
    if (more <= left_ + leaving_)
      changed_.wait(lock);
    else if (!ask_one_to_leave())
      return false;
  }
  if (holder.is_leaving) return false;
  left_ -= more;
  holder.bytes += more;
  return true;
}

bool BodyRoom::ask_one_to_leave() {
  const auto found = std::find_if(holders_.begin(), holders_.end(), [this](const Holder& holder) {
    return holder.may_leave && !holder.is_leaving && holder.bytes > spared_;
  });
  if (found == holders_.end()) return false;
  found->is_leaving = true;
  leaving_ += found->bytes;
  found->give_way();
  changed_.notify_all(); // it may wait for room itself
  return true;
}

bool BodyShare::complete() {
  const std::lock_guard lock(room_.mutex_);
  place_->may_leave = false;
  return !place_->is_leaving;
}

} // namespace syncbell
