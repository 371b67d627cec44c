#include "support/payloads.hpp"
#include "wire/event_json.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace syncbell;
using namespace syncbell::test;

namespace {

bool is_unrecognized(const std::string& body) {
  return std::holds_alternative<UnrecognizedEvent>(decode_event(body));
}

std::string repeated(const std::string& text, int count) {
  std::string all;
  for (int i = 0; i < count; ++i)
    all += text;
  return all;
}

} // namespace

TEST_CASE("decode_event survives every truncation of every payload") {
  for (const std::string& name : payload_names) {
    const std::string whole = payload(name);
    REQUIRE_FALSE(is_unrecognized(whole));
    const std::size_t end = whole.find_last_of('}');
    for (std::size_t size = 0; size <= end; ++size) {
      const std::string part = whole.substr(0, size);
      REQUIRE(is_unrecognized(part));
    }
  }
}

TEST_CASE("decode_event survives random bytes") {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    const std::size_t size = random() % 64;
    for (std::size_t i = 0; i < size; ++i)
      bytes += static_cast<char>(random());
    REQUIRE_NOTHROW(decode_event(bytes));
  }
}

TEST_CASE("decode_event survives payloads with any byte changed") {
  std::mt19937 random(2);
  for (const std::string& name : payload_names) {
    const std::string whole = payload(name);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      std::string changed = whole;
      changed[at] = static_cast<char>(random());
      REQUIRE_NOTHROW(decode_event(changed));
      changed.erase(at, 1 + random() % 3);
      REQUIRE_NOTHROW(decode_event(changed));
    }
  }
}

TEST_CASE("decode_event survives random JSON in every field") {
  std::mt19937 random(3);
  const std::vector<std::string> keys{"event",
                                      "trigger",
                                      "data",
                                      "meta",
                                      "integration_id",
                                      "job_schedule_id",
                                      "is_sync_finished",
                                      "failed_job_count",
                                      "successful_job_count",
                                      "object",
                                      "record_id",
                                      "vendor",
                                      "job_id",
                                      "root_job_id",
                                      "job_type",
                                      "write_status",
                                      "is_backsync",
                                      "diff"};
  const std::vector<std::string> values{"null",
                                        "true",
                                        "0",
                                        "-1.5",
                                        "\"SYNC_COMPLETE\"",
                                        "\"\"",
                                        "[]",
                                        "{}",
                                        "[[1],{}]",
                                        "\"DATA_NEW\"",
                                        "1e308",
                                        "\"\\u0000\"",
                                        "{\"event\":\"JOB_FAILURE\"}"};
  for (int round = 0; round < 5000; ++round) {
    std::string body = "{";
    for (const std::string& key : keys) {
      if (random() % 2 == 0) continue;
      body += (body.size() > 1 ? ",\"" : "\"") + key + "\":" + values[random() % values.size()];
    }
    REQUIRE_NOTHROW(decode_event(body + "}"));
  }
}

TEST_CASE("decode_event survives nesting and size") {
  SUBCASE("arrays and objects a hundred thousand deep") {
    CHECK(is_unrecognized(repeated("[", 100'000)));
    CHECK(is_unrecognized(repeated("{\"data\":", 100'000)));
    CHECK(is_unrecognized(repeated("[", 100'000) + repeated("]", 100'000)));
    const std::string deep = repeated("{\"data\":", 50'000) + "1" + repeated("}", 50'000);
    CHECK_FALSE(is_unrecognized(R"({"event":"SYNC_COMPLETE","x":)" + deep + "}"));
    CHECK_FALSE(is_unrecognized(R"({"event":"SYNC_COMPLETE","data":)" + deep + "}"));
  }
  SUBCASE("text of a megabyte") {
    const std::string vendor(1'000'000, 'v');
    const Event event = decode_event(R"({"event":"SYNC_COMPLETE","vendor":")" + vendor + "\"}");
    CHECK(std::get<SyncCompletion>(event).vendor.empty());
  }
}

TEST_CASE("decode_event does not take for JSON what is none") {
  SUBCASE("a NUL byte") {
    CHECK(is_unrecognized(payload("sync_complete.flat") + std::string("\0 garbage", 9)));
    CHECK(is_unrecognized(std::string(1, '\0') + payload("sync_complete.flat")));
  }
  SUBCASE("bytes that are no UTF-8") {
    CHECK(is_unrecognized("{\"event\":\"SYNC_COMPLETE\",\"vendor\":\"\xff\"}"));
    CHECK(is_unrecognized("{\"event\":\"SYNC_COMPLETE\",\"vendor\":\"\xed\xa0\x80\"}"));
  }
  SUBCASE("something behind the object") {
    CHECK(is_unrecognized(payload("sync_complete.bare") + "x"));
  }
}

TEST_CASE("decode_event takes the last of members of one name") {
  const Event event =
      decode_event(R"({"event":"JOB_FAILURE","event":"SYNC_COMPLETE","vendor":"A","vendor":"B"})");
  REQUIRE(std::holds_alternative<SyncCompletion>(event));
  CHECK(std::get<SyncCompletion>(event).vendor == "B");
}
