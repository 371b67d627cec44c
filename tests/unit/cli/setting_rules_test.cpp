#include "cli/setting_rules.hpp"
#include "support/configured.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("every setting may stand somewhere") {
  const std::map<std::string, std::string> places{{"max-body", "listen"},
                                                  {"timeout", "listen"},
                                                  {"poll-interval", "wait"},
                                                  {"max-failed-jobs", "wait"},
                                                  {"scenario", "mock"}};
  const std::map<std::string, std::string> values{
      {"color", "never"},       {"environment", "sandbox"},
      {"api-url", "https://h"}, {"listen", "1"},
      {"path", "/h"},           {"max-body", "7"},
      {"timeout", "1s"},        {"poll-interval", "1s"},
      {"max-failed-jobs", "1"}};
  for (const SettingRule& rule : setting_rules()) {
    CAPTURE(rule.name);
    const auto value = values.find(rule.name);
    const std::string line = rule.name + " = " + (value == values.end() ? "x" : value->second);
    const auto place = places.find(rule.name);
    const std::string command = place == places.end() ? "listen" : place->second;
    const Configured configured(rule.is_shared ? line : "[" + command + "]\n" + line);
    std::vector<std::string> arguments{command};
    if (command == "listen") arguments.emplace_back("--subscribe");
    CHECK_FALSE(configured.used(rule.name, arguments).empty());
  }
}

TEST_CASE("a default that is shown is the one that holds") {
  const Configured nothing("");
  for (const char* command : {"wait", "listen", "trigger", "mock"}) {
    std::vector<std::string> arguments{command};
    if (std::string(command) == "trigger") arguments.emplace_back("DATA_NEW");
    if (std::string(command) == "wait") arguments.emplace_back("--existing-subscription");
    for (const EffectiveSetting& setting : nothing.order(arguments).settings.all) {
      if (setting.source != "default" || setting.name == "configuration") continue;
      CAPTURE(setting.name);
      if (setting.name == "poll-interval") continue; // two of them, as the wait listens or not
      std::vector<std::string> typed = arguments;
      typed.insert(typed.end(), {"--" + setting.name, setting.value});
      CHECK(nothing.used(setting.name, typed) == setting.value + " (--" + setting.name + ")");
    }
  }
  CHECK(nothing.used("timeout", {"wait"}) == "6h (default)");
  CHECK(WaitOptions{}.timeout == std::chrono::hours{6});
  CHECK(nothing.used("timeout", {"trigger", "DATA_NEW"}) == "30s (default)");
  CHECK(TriggerOptions{}.timeout == std::chrono::seconds{30});
  CHECK(nothing.used("listen", {"listen"}) == "127.0.0.1:4480 (default)");
  CHECK(ListenOptions{}.receiver.address.port == 4480);
  CHECK(nothing.used("max-body", {"listen"}) == "5242880 (default)");
  CHECK(ListenOptions{}.receiver.max_body_bytes == 5242880);
  CHECK(nothing.used("listen", {"mock"}) == "127.0.0.1:4481 (default)");
  CHECK(MockOptions{}.address.port == 4481);
}

TEST_CASE("SettingRule::is_shared_with") {
  CHECK(setting_rule("listen")->is_shared_with("wait"));
  CHECK_FALSE(setting_rule("listen")->is_shared_with("mock"));
  CHECK(setting_rule("color")->is_shared_with("mock"));
  CHECK_FALSE(setting_rule("timeout")->is_shared_with("wait"));
  CHECK(setting_rule("yes") == nullptr);
}
