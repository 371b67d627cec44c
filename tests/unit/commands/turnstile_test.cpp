#include "commands/turnstile.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>
#include <vector>

using namespace syncbell;

namespace {

using Entry = std::variant<Turnstile::Place, Turnstile::TurnedAway>;

bool is_in(const Entry& entry) { return std::holds_alternative<Turnstile::Place>(entry); }
bool is(const Entry& entry, Turnstile::TurnedAway why) {
  const auto* away = std::get_if<Turnstile::TurnedAway>(&entry);
  return away != nullptr && *away == why;
}
void keep(Entry entry) { std::get<Turnstile::Place>(entry).keep(); }

constexpr auto repeat = Turnstile::TurnedAway::repeat;
constexpr auto full = Turnstile::TurnedAway::full;

} // namespace

TEST_CASE("Turnstile counts what is kept") {
  Turnstile turnstile(std::nullopt, false);
  keep(turnstile.enter(""));
  CHECK(is_in(turnstile.enter(""))); // and gives its place back
  CHECK(turnstile.counted() == 1);
}

TEST_CASE("Turnstile with a number") {
  Turnstile turnstile(2, false);
  keep(turnstile.enter(""));
  SUBCASE("lets in another for one that was not kept") {
    { const Entry dropped = turnstile.enter(""); }
    keep(turnstile.enter(""));
    CHECK(turnstile.counted() == 2);
    CHECK(is(turnstile.enter(""), full));
  }
  SUBCASE("lets one wait until the last place is decided") {
    for (const bool is_kept : {false, true}) {
      std::optional<Entry> holder(turnstile.enter(""));
      std::optional<Entry> next;
      std::thread waiting([&] { next.emplace(turnstile.enter("")); });
      if (is_kept) keep(*std::move(holder));
      holder.reset();
      waiting.join();
      CHECK(is_in(*next) != is_kept);
    }
  }
}

TEST_CASE("Turnstile with once") {
  Turnstile turnstile(1, true);
  SUBCASE("knows a repeat of what was kept though it is full") {
    keep(turnstile.enter("a"));
    CHECK(is(turnstile.enter("a"), repeat));
    CHECK(is(turnstile.enter("b"), full));
  }
  SUBCASE("knows no repeat of what was not kept") {
    { const Entry dropped = turnstile.enter("a"); }
    CHECK(is_in(turnstile.enter("a")));
  }
}

TEST_CASE("Turnstile with once lets a repeat wait for the first") {
  Turnstile turnstile(std::nullopt, true);
  for (const bool is_kept : {false, true}) {
    std::optional<Entry> first(turnstile.enter("a"));
    CHECK(is_in(turnstile.enter("b"))); // another waits for nobody
    std::optional<Entry> second;
    std::thread waiting([&] { second.emplace(turnstile.enter("a")); });
    if (is_kept) keep(*std::move(first));
    first.reset();
    waiting.join();
    CHECK(is_in(*second) != is_kept);
  }
}

TEST_CASE("Turnstile counts exactly among many threads") {
  Turnstile turnstile(50, false);
  std::atomic<int> failures = 20;
  std::atomic<int> kept = 0;
  std::atomic<int> turned_away = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 20; ++n) {
        Entry entry = turnstile.enter("");
        if (!is_in(entry)) {
          ++turned_away;
        } else if (--failures < 0) {
          keep(std::move(entry));
          ++kept;
        }
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(kept == 50);
  CHECK(turnstile.counted() == 50);
  CHECK(turned_away == 160 - 50 - 20);
}
