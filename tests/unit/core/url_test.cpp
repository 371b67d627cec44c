#include "core/url.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

Url parsed(std::string_view text) {
  const Result<Url> url = parse_url(text);
  REQUIRE(url);
  return *url;
}

Error refused(std::string_view text) {
  const Result<Url> url = parse_url(text);
  REQUIRE_FALSE(url);
  CHECK(url.error().kind == ErrorKind::usage);
  return url.error();
}

bool is_refused(std::string_view text) { return !parse_url(text).has_value(); }

} // namespace

TEST_CASE("parse_url") {
  SUBCASE("takes every part apart") {
    const Url url = parsed("https://user:pa%20ss@Api.Example.COM:8443/v1/x?order-by=a:desc&x=%2F");
    CHECK(url.scheme == "https");
    CHECK(url.userinfo == "user:pa%20ss");
    CHECK(url.host == "api.example.com");
    CHECK(url.port == 8443);
    CHECK(url.target == "/v1/x?order-by=a:desc&x=%2F");
  }
  SUBCASE("the scheme is compared without case and gives the port") {
    CHECK(parsed("HTTPS://a").port == 443);
    CHECK(parsed("HTTP://a").port == 80);
    CHECK(parsed("HTTP://a").scheme == "http");
  }
  SUBCASE("the target is at least a slash") {
    CHECK(parsed("http://a").target == "/");
    CHECK(parsed("http://a?x=1").target == "/?x=1");
    CHECK(parsed("http://a/?x=http://b/").target == "/?x=http://b/");
  }
  SUBCASE("a fragment is cut off") {
    CHECK(parsed("http://a/b#c").target == "/b");
    CHECK(parsed("http://a#@evil.example").host == "a");
  }
  SUBCASE("the userinfo ends at the last at sign of the authority") {
    CHECK(parsed("http://a@b@c/").host == "c");
    CHECK(parsed("http://a/@b").host == "a");
    CHECK(parsed("http://a?@b").host == "a");
  }
  SUBCASE("IPv6 loses its brackets") {
    const Url url = parsed("http://[::1]:8080/x");
    CHECK(url.host == "::1");
    CHECK(url.port == 8080);
    CHECK(parsed("http://[2001:DB8::1]").host == "2001:db8::1");
  }
  SUBCASE("refuses what is not an absolute http or https URL") {
    for (const std::string text :
         {"", "a", "/x", "//a/x", "ftp://a", "http:/a", "http:a", "://a"}) {
      CAPTURE(text);
      CHECK(is_refused(text));
    }
  }
  SUBCASE("refuses malformed hosts") {
    for (const std::string text : {"http://", "http:///x", "http://@/", "http://a b/",
                                   "http://a%62/", "http://[::1", "http://[]/", "http://[cafe]/",
                                   "http://[fe80::1%25eth0]/", "http://[::1]x/", "http://::1/"}) {
      CAPTURE(text);
      CHECK(is_refused(text));
    }
  }
  SUBCASE("refuses malformed ports") {
    for (const std::string text :
         {"http://a:", "http://a:0", "http://a:65536", "http://a:-1", "http://a:+1", "http://a:1x",
          "http://a:1:2", "http://[::1]:x/"}) {
      CAPTURE(text);
      CHECK(is_refused(text));
    }
    CHECK(parsed("http://a:65535").port == 65535);
  }
  SUBCASE("refuses white space and control characters and bytes beyond ASCII") {
    for (const std::string text : {"http://a/ b", " http://a", "http://a/\r\nX: y", "http://a/\x7f",
                                   "http://a/\xc3\xa9", "http://a/\t"}) {
      CAPTURE(text);
      CHECK(is_refused(text));
    }
    CHECK(is_refused(std::string_view("http://a/\0b", 11)));
  }
  SUBCASE("the message names the text and says why") {
    const Error error = refused("ftp://a/b");
    CHECK(error.message.find("'ftp://a/b'") != std::string::npos);
    CHECK(error.message.find("does not begin with") != std::string::npos);
    CHECK_FALSE(error.hint.empty());
  }
  SUBCASE("the message holds no password and no control character") {
    CHECK(refused("http://user:hunter2@a:bad/").message.find("hunter2") == std::string::npos);
    CHECK(refused("user:hunter2@a").message.find("hunter2") == std::string::npos);
    CHECK(refused("http://u:hunt\ner2@a/").message.find("er2") == std::string::npos);
    CHECK(refused("http://a/\x1b[31m").message.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("Url::origin") {
  CHECK(parsed("https://a:443/x").origin() == "https://a");
  CHECK(parsed("http://a:80").origin() == "http://a");
  CHECK(parsed("http://a:443").origin() == "http://a:443");
  CHECK(parsed("https://u:p@[::1]:8443/x").origin() == "https://[::1]:8443");
}

TEST_CASE("Url::authority") {
  CHECK(parsed("https://a/x").authority() == "a");
  CHECK(parsed("https://a:80/x").authority() == "a:80");
  CHECK(parsed("http://[::1]/").authority() == "[::1]");
}

TEST_CASE("Url::is_loopback") {
  SUBCASE("what cannot leave this machine") {
    for (const std::string text : {"http://localhost", "http://LOCALHOST:1", "http://127.0.0.1",
                                   "http://127.255.0.3", "http://[::1]"}) {
      CAPTURE(text);
      CHECK(parsed(text).is_loopback());
    }
  }
  SUBCASE("what only looks like it") {
    for (const std::string text :
         {"http://localhost.example", "http://127.0.0.1.example", "http://128.0.0.1",
          "http://127.0.0.256", "http://127.0.0.1.2", "http://127.1.", "http://[::2]",
          "http://localhost@example.com", "http://10.0.0.1"}) {
      CAPTURE(text);
      CHECK_FALSE(parsed(text).is_loopback());
    }
  }
}

TEST_CASE("without_userinfo") {
  CHECK(without_userinfo("https://user:pass@h/p") == "https://[redacted]@h/p");
  CHECK(without_userinfo("https://h/p@q") == "https://h/p@q");
  CHECK(without_userinfo("").empty());
  CHECK(without_userinfo("https://user:p/w@h/p") == "https://[redacted]@h/p"); // is no URL
  CHECK(without_userinfo("https:/user:pw@h/p") == "[redacted]@h/p");
  CHECK(without_userinfo("http://h:{port}/p") == "http://h:{port}/p");
}

TEST_CASE("are_one_url") {
  CHECK(are_one_url("https://h/p", "HTTPS://H:443/p"));
  CHECK(are_one_url("http://h", "http://h:80/"));
  CHECK(are_one_url("not a url", "not a url"));
  CHECK_FALSE(are_one_url("https://h/p", "https://h/P"));
  CHECK_FALSE(are_one_url("https://h/p", "https://h/p/"));
  CHECK_FALSE(are_one_url("https://h/p", "https://h/p?q"));
  CHECK_FALSE(are_one_url("https://h/p", "http://h/p"));
  CHECK_FALSE(are_one_url("https://h/p", "https://u@h/p"));
  CHECK_FALSE(are_one_url("https://h/p", "h/p"));
}

TEST_CASE("host_and_port") {
  CHECK(host_and_port("127.0.0.1", 80) == "127.0.0.1:80");
  CHECK(host_and_port("::1", 4480) == "[::1]:4480");
  CHECK(host_in_url("localhost") == "localhost");
  CHECK(host_in_url("fe80::1") == "[fe80::1]");
}
