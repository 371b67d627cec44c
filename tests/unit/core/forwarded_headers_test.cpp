#include "core/forwarded_headers.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("forwarded_headers") {
  SUBCASE("keeps order and spelling and repeats") {
    const HeaderFields fields = {{"content-type", "application/json"},
                                 {"Propexo-Signature", "9f"},
                                 {"X-B", "1"},
                                 {"x-a", "caf\xe9"},
                                 {"X-B", ""},
                                 {"Accept-Encoding", "gzip"},
                                 {"User-Agent", "axios"}};
    CHECK(forwarded_headers(fields) == fields);
  }
  SUBCASE("drops what concerns one connection only") {
    CHECK(forwarded_headers({{"Connection", "keep-alive"},
                             {"keep-alive", "timeout=5"},
                             {"expect", "100-continue"},
                             {"Proxy-Authorization", "Basic x"},
                             {"proxy-connection", "close"},
                             {"TE", "trailers"},
                             {"Trailer", "X-Sum"},
                             {"transfer-encoding", "chunked"},
                             {"Upgrade", "h2c"},
                             {"HOST", "example.test"},
                             {"content-length", "5"},
                             {"X-Kept", "1"}}) == HeaderFields{{"X-Kept", "1"}});
  }
  SUBCASE("drops what Connection names") {
    CHECK(forwarded_headers({{"X-Hop", "1"},
                             {"X-Kept", "2"},
                             {"Connection", "close ,\tx-hop,,"},
                             {"connection", "X-Other"},
                             {"x-other", "3"}}) == HeaderFields{{"X-Kept", "2"}});
  }
  SUBCASE("keeps what only looks like it") {
    const HeaderFields fields = {{"Proxy", "1"}, {"X-Proxy-A", "2"}, {"Hosts", "3"}, {"T", "4"}};
    CHECK(forwarded_headers(fields) == fields);
  }
}
