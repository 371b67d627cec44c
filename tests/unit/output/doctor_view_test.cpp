#include "output/doctor_view.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <sstream>

using namespace syncbell;

namespace {

const DoctorReport report{
    {{"environment", "sandbox", "/c.toml:1"}, {"token-file", "[redacted]", "PROPEXO_API_TOKEN"}},
    {{"token", Grade::good, "it is accepted"},
     {"rate_limit", Grade::remark, "3 of 150 requests a minute are left", "use another token"},
     {"public_url", Grade::bad,
      "a request of our own to https://ci.example.com/ did not arrive at the listener within 10s",
      "is the tunnel or proxy running, and does it lead to the port of --listen?"}}};

bool says(const std::string& text, const std::string& words) {
  CAPTURE(text);
  return text.find(words) != std::string::npos;
}

} // namespace

TEST_CASE("doctor_text") {
  const std::string text = doctor_text(report, Style(false));
  SUBCASE("shows the settings and where they came from") {
    CHECK(says(text, "environment  sandbox (/c.toml:1)\n"));
    CHECK(says(text, "token-file   [redacted] (PROPEXO_API_TOKEN)\n"));
  }
  SUBCASE("marks each finding and puts the advice below") {
    CHECK(says(text, "\nok    token       it is accepted\n"));
    CHECK(says(text, "\nnote  rate limit  3 of 150 requests a minute are left\n"));
    CHECK(says(text, "\n                  → use another token\n"));
    CHECK(says(text, "\nBAD   public url  a request"));
  }
  SUBCASE("keeps within 80 columns") {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      CHECK(line.size() <= 82); // the arrow is one column and three bytes
  }
  SUBCASE("lets nothing from outside reach the terminal") {
    const DoctorReport odd{{{"path", "/\x1b[2J", "x"}}, {{"api", Grade::bad, "\x1b[2J", "\x07"}}};
    CHECK_FALSE(says(doctor_text(odd, Style(false)), "\x1b"));
    CHECK_FALSE(says(doctor_text(odd, Style(false)), "\x07"));
  }
  SUBCASE("is coloured where that is wanted") {
    CHECK(says(doctor_text(report, Style(true)), "\x1b[31mBAD"));
  }
}

TEST_CASE("encode_doctor") {
  const auto document = nlohmann::json::parse(encode_doctor(report));
  CHECK(document["settings"][1]["name"] == "token-file");
  CHECK(document["settings"][1]["value"] == "[redacted]");
  CHECK(document["settings"][1]["source"] == "PROPEXO_API_TOKEN");
  CHECK(document["findings"][1]["check"] == "rate_limit");
  CHECK(document["findings"][1]["grade"] == "remark");
  CHECK(document["findings"][0]["advice"].is_null());
  CHECK(document["outcome"] == "unhealthy");
  CHECK(nlohmann::json::parse(encode_doctor({}))["outcome"] == "satisfied");
  CHECK(nlohmann::json::parse(encode_doctor({{}, {}, true}))["outcome"] == "interrupted");
}
