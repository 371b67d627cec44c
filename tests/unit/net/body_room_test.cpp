#include "net/body_room.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <thread>
#include <vector>

using namespace syncbell;

namespace {

// A body that lets go of its share as soon as it is asked to, on another thread, as a connection
// does.
class Body {
public:
  explicit Body(BodyRoom& room)
      : share_(std::make_unique<BodyShare>(room, [this] {
          was_asked_ = true;
          leaving_ = std::jthread([this] { share_.reset(); });
        })) {}
  Body(const Body&) = delete;
  Body& operator=(const Body&) = delete;

  bool grow_to(std::size_t bytes) { return share_->grow_to(bytes); }
  bool complete() { return share_->complete(); }
  bool was_asked() const { return was_asked_; }

private:
  std::unique_ptr<BodyShare> share_;
  bool was_asked_ = false;
  std::jthread leaving_;
};

} // namespace

TEST_CASE("BodyRoom: what fits") {
  BodyRoom room(100, 5);
  CHECK(room.spared() == 10);
  SUBCASE("is charged as it arrives and given back") {
    {
      Body body(room);
      CHECK(body.grow_to(40));
      CHECK(body.grow_to(30));
      CHECK(body.grow_to(70));
      CHECK(room.left() == 30);
    }
    CHECK(room.left() == 100);
  }
  SUBCASE("nobody gives way for it") {
    Body first(room);
    Body second(room);
    CHECK(first.grow_to(60));
    CHECK(second.grow_to(40));
    CHECK_FALSE(first.was_asked());
  }
}

TEST_CASE("BodyRoom: who gives way") {
  BodyRoom room(100, 5);
  Body oldest(room);
  Body middle(room);
  Body newest(room);
  SUBCASE("the oldest, whichever holds most") {
    CHECK(middle.grow_to(50));
    CHECK(newest.grow_to(30));
    CHECK(oldest.grow_to(20));
    CHECK(newest.grow_to(31));
    CHECK(oldest.was_asked());
    CHECK_FALSE(middle.was_asked());
    CHECK(room.left() == 19);
  }
  SUBCASE("as many as it takes") {
    CHECK(oldest.grow_to(30));
    CHECK(middle.grow_to(60));
    CHECK(newest.grow_to(90));
    CHECK(oldest.was_asked());
    CHECK(middle.was_asked());
    CHECK(room.left() == 10);
  }
  SUBCASE("never one that is spared") {
    CHECK(oldest.grow_to(10));
    CHECK(middle.grow_to(80));
    CHECK(newest.grow_to(20));
    CHECK_FALSE(oldest.was_asked());
    CHECK(middle.was_asked());
  }
  SUBCASE("never one that has arrived") {
    CHECK(oldest.grow_to(50));
    CHECK(oldest.complete());
    CHECK(middle.grow_to(50));
    CHECK(newest.grow_to(10));
    CHECK_FALSE(oldest.was_asked());
    CHECK(middle.was_asked());
  }
  SUBCASE("whoever asks for more than there can be") {
    CHECK(oldest.grow_to(50));
    CHECK(oldest.complete());
    CHECK(middle.grow_to(10));
    CHECK_FALSE(newest.grow_to(51));
    CHECK(room.left() == 40);
    CHECK(newest.grow_to(40));
  }
  SUBCASE("the one that asks where it is the oldest itself") {
    bool was_asked = false;
    BodyRoom small(100, 5);
    BodyShare only(small, [&was_asked] { was_asked = true; });
    CHECK(only.grow_to(100));
    CHECK_FALSE(only.grow_to(101));
    CHECK(was_asked);
    CHECK_FALSE(only.grow_to(100));
    CHECK_FALSE(only.complete());
  }
}

TEST_CASE("BodyRoom: what is spared finds room whatever others hold") {
  for (const std::size_t held : {10U, 11U, 20U}) {
    BodyRoom room(160, 8);
    std::vector<std::unique_ptr<Body>> strangers;
    for (int i = 0; i < 7; ++i) {
      strangers.push_back(std::make_unique<Body>(room));
      CHECK(strangers.back()->grow_to(held));
    }
    CHECK(strangers.back()->grow_to(held + room.left()));
    CHECK(room.left() == 0);
    Body honest(room);
    CHECK(honest.grow_to(room.spared()));
    CHECK(honest.complete());
  }
}

TEST_CASE("BodyRoom: many threads never take more than there is") {
  BodyRoom room(1000, 10);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&room] {
        for (int round = 0; round < 300; ++round) {
          BodyShare share(room, [] {});
          for (std::size_t bytes = 100; bytes <= 600 && share.grow_to(bytes); bytes += 100)
            CHECK(room.left() < 1000);
        }
      });
    }
  }
  CHECK(room.left() == 1000);
}
