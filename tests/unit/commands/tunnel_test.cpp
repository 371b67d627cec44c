#include "commands/tunnel.hpp"
#include "support/test_environment.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  TestEnvironment machine;
  Environment environment = machine.environment();
  std::vector<std::string> ends;
  std::optional<Tunnel> tunnel;

  Fixture() {
    machine.keep_children = true;
    tunnel.emplace(std::vector<std::string>{"tun", "4480"}, TunnelTarget{4480, false}, environment,
                   [this](const Error& error) { ends.push_back(error.message); });
  }
  void writes(std::string_view output) { machine.commands.front().on_output(output); }
  void dies(const ChildEnd& end) { machine.child_ends.front()(end); }
  std::vector<std::string> addresses() const {
    std::vector<std::string> texts;
    for (const Url& url : tunnel->addresses())
      texts.push_back(url.text());
    return texts;
  }
};

ChildEnd end_with(int status) {
  ChildEnd end;
  end.status = status;
  return end;
}

} // namespace

TEST_CASE("Tunnel collects what may be its address") {
  Fixture fixture;
  CHECK(fixture.machine.commands.front().arguments == std::vector<std::string>{"tun", "4480"});
  CHECK(fixture.addresses().empty());
  fixture.writes("see https://docs.example, forwarding http://127.0.0.1:4480\n");
  fixture.writes("https://a.example\nhttps://a.example/\nhttp://b.example\n");
  CHECK(fixture.addresses() ==
        std::vector<std::string>{"https://docs.example/", "https://a.example/"});
  CHECK_FALSE(fixture.tunnel->failure());
}

TEST_CASE("Tunnel says how it ended") {
  Fixture fixture;
  fixture.writes("account suspended\nno luck");
  SUBCASE("by itself") {
    fixture.dies(end_with(1));
    REQUIRE(fixture.tunnel->failure());
    CHECK(fixture.tunnel->failure()->kind == ErrorKind::network);
    CHECK(fixture.ends == std::vector<std::string>{"the tunnel (tun) ended with status 1; its last "
                                                   "words: account suspended / no luck"});
  }
  SUBCASE("before it began") {
    ChildEnd end = end_with(127);
    end.why_not_started = "tun: No such file or directory";
    fixture.dies(end);
    CHECK(fixture.tunnel->failure()->message.find("could not be started: tun: No such file") !=
          std::string::npos);
  }
  SUBCASE("but not when we ended it") {
    fixture.machine.on_child_destroyed = [&] { fixture.dies(end_with(143)); };
    fixture.tunnel.reset();
    CHECK(fixture.ends.empty());
  }
}
