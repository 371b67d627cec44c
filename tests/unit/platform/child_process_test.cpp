#include "platform/child_process.hpp"
#include "platform/inbox.hpp"

#include <doctest/doctest.h>

#include <csignal>
#include <fstream>
#include <thread>

using namespace syncbell;

namespace {

// A child and what becomes of it.
struct Child {
  explicit Child(ChildCommand command) {
    process = start_child(command, [this](ChildEnd end) { ends.post(std::move(end)); });
  }
  ChildEnd end() {
    const std::optional<ChildEnd> end = ends.take_until(Instant::max());
    REQUIRE(end.has_value());
    return *end;
  }

  Inbox<ChildEnd> ends{8};
  std::unique_ptr<ChildProcess> process;
};

std::vector<std::string> shell(const std::string& script) { return {"sh", "-c", script}; }

// Collects what a child in the background writes, a line at a time.
struct Lines {
  std::function<void(std::string_view)> taker() {
    return [this](std::string_view output) {
      for (const char c : output) {
        if (c == '\n')
          lines.post(std::exchange(line, {}));
        else
          line += c;
      }
    };
  }
  std::string next() { return lines.take_until(Instant::max()).value_or(""); }

  Inbox<std::string> lines{1024};
  std::string line;
};

// Whether it has ended, reaped or not, within a few seconds: being killed takes its time.
bool is_gone(const std::string& pid) {
  const Instant limit = std::chrono::steady_clock::now() + std::chrono::seconds{5};
  while (std::chrono::steady_clock::now() < limit) {
    std::ifstream stat("/proc/" + pid + "/stat");
    std::string number;
    std::string name;
    std::string state;
    if (!(stat >> number >> name >> state) || state == "Z" || state == "X") return true;
    std::this_thread::yield();
  }
  return false;
}

} // namespace

TEST_CASE("start_child") {
  SUBCASE("gives status and output") {
    const ChildEnd end = Child({shell("echo one; exit 3"), true}).end();
    CHECK(end.status == 3);
    CHECK(end.output == "one\n");
    CHECK(end.why_not_started.empty());
  }
  SUBCASE("says which signal ended it") {
    CHECK(Child({shell("kill -TERM $$"), true}).end().status == 128 + SIGTERM);
  }
  SUBCASE("says why nothing was started") {
    const ChildEnd end = Child({{"no-such-program-here"}, true}).end();
    CHECK(end.status == 127);
    CHECK(end.why_not_started.find("no-such-program-here") == 0);
  }
  SUBCASE("keeps a megabyte of output") {
    const ChildEnd end = Child({shell("head -c 2000000 /dev/zero"), true}).end();
    CHECK(end.output.size() == std::size_t{1} << 20);
    CHECK(end.output_was_cut);
  }
}

TEST_CASE("start_child in the background") {
  Lines lines;
  SUBCASE("hands over both streams as they come and gives no input") {
    Child child({shell("echo out; echo err >&2; cat; echo $?"), false, lines.taker()});
    CHECK(lines.next() == "out");
    CHECK(lines.next() == "err");
    CHECK(lines.next() == "0");
    CHECK(child.end().status == 0);
  }
  SUBCASE("ends it with all that it started") {
    std::string grandchild;
    {
      Child child({shell("sleep 100 & echo $!; wait"), false, lines.taker()});
      grandchild = lines.next();
      child.process.reset();
      CHECK(child.end().status == 128 + SIGTERM);
    }
    CHECK(is_gone(grandchild));
  }
  SUBCASE("leaves nothing of it running when it ends by itself") {
    Child child({shell("sleep 100 & echo $!"), false, lines.taker()});
    const std::string grandchild = lines.next();
    CHECK(child.end().status == 0);
    CHECK(is_gone(grandchild));
  }
}

TEST_CASE("kill_children ends whatever they think of it") {
  Lines lines;
  Child child(
      {shell("trap '' TERM INT; echo ready; while :; do sleep 1; done"), false, lines.taker()});
  CHECK(lines.next() == "ready");
  kill_children();
  CHECK(child.end().status == 128 + SIGKILL);
}
