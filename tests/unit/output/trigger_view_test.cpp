#include "output/trigger_view.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("SentSample::is_accepted") {
  for (const int status : {200, 202, 204, 299})
    CHECK(SentSample{TriggerKind::data_new, "", 0, true, status}.is_accepted());
  for (const int status : {199, 300, 301, 404, 500})
    CHECK_FALSE(SentSample{TriggerKind::data_new, "", 0, true, status}.is_accepted());
}

TEST_CASE("sent_text") {
  const Style plain(false);
  CHECK(sent_text({TriggerKind::data_new, "http://a/", 10, true, 200}, plain) ==
        "DATA_NEW to http://a/: answered 200\n");
  CHECK(sent_text({TriggerKind::data_new, "http://a/", 10, false, 500}, plain) ==
        "DATA_NEW, unsigned, to http://a/: answered 500\n");
}

TEST_CASE("encode_sent") {
  CHECK(encode_sent({TriggerKind::data_new, "http://a/", 10, true, 200}) ==
        "{\"event\":\"DATA_NEW\",\"url\":\"http://a/\",\"bytes\":10,\"signed\":true,\"status\":200,"
        "\"outcome\":\"satisfied\"}\n");
  CHECK(encode_sent({TriggerKind::data_new, "http://a/", 10, false, 401})
            .find("\"signed\":false,\"status\":401,\"outcome\":\"unhealthy\"") !=
        std::string::npos);
}

TEST_CASE("excerpt is one line that a terminal can show") {
  CHECK(excerpt("no such thing\r\n<html>") == "no such thing");
  CHECK(excerpt("\x1b[31m") == "\\x1b[31m");
  CHECK(excerpt(std::string(1000, 'x')) == std::string(200, 'x') + "…");
  CHECK(excerpt("").empty());
}
