#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>

namespace syncbell {

// The memory that the bodies of all requests share while they are in flight. They are charged as
// they arrive. Where there is no room for more, bodies that have not arrived in full give way: the
// oldest first, and never one that is within a half of its equal share. So all that are spared fill
// one half at most, and a small delivery finds room whatever strangers have begun.
class BodyRoom {
public:
  BodyRoom(std::size_t total, std::size_t most_bodies)
      : spared_(total / most_bodies / 2), left_(total) {}

  // The size up to which a body is never asked to give way.
  std::size_t spared() const { return spared_; }
  std::size_t left() const;

private:
  friend class BodyShare;

  struct Holder {
    std::function<void()> give_way;
    std::size_t bytes = 0;
    bool may_leave = true;
    bool is_leaving = false;
  };
  using Place = std::list<Holder>::iterator;

  Place enter(std::function<void()> give_way);
  void leave(Place place);
  bool grow(Holder& holder, std::size_t bytes);
  bool ask_one_to_leave();

  const std::size_t spared_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<Holder> holders_; // the oldest first
  std::size_t left_;
  std::size_t leaving_ = 0; // what those who were asked to leave still hold
};

// What one body takes of the room; given back when it is gone.
class BodyShare {
public:
  // `give_way` is called once at most, on any thread: whoever receives the body must soon let go of
  // it and of this. It may not use the room.
  BodyShare(BodyRoom& room, std::function<void()> give_way)
      : room_(room), place_(room.enter(std::move(give_way))) {}
  ~BodyShare() { room_.leave(place_); }
  BodyShare(const BodyShare&) = delete;
  BodyShare& operator=(const BodyShare&) = delete;

  // Takes room for a body of that size in all, once those who have to give way for it have gone.
  // False when there is none to be had, or this one has to give way itself.
  bool grow_to(std::size_t bytes) { return room_.grow(*place_, bytes); }

  // The body has arrived in full, and is not asked any more. False when it was.
  bool complete();

private:
  BodyRoom& room_;
  const BodyRoom::Place place_;
};

} // namespace syncbell
