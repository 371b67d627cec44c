#include "net/request_head.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace syncbell;

namespace {

std::variant<RequestHead, Refusal> parsed(std::string_view bytes, const ServerLimits& limits = {}) {
  return parse_request_head(bytes, limits);
}

RequestHead accepted(std::string_view bytes, const ServerLimits& limits = {}) {
  CAPTURE(bytes);
  std::variant<RequestHead, Refusal> result = parsed(bytes, limits);
  REQUIRE(std::holds_alternative<RequestHead>(result));
  return std::get<RequestHead>(std::move(result));
}

Refusal refused(std::string_view bytes, const ServerLimits& limits = {}) {
  CAPTURE(bytes);
  std::variant<RequestHead, Refusal> result = parsed(bytes, limits);
  REQUIRE(std::holds_alternative<Refusal>(result));
  return std::get<Refusal>(std::move(result));
}

std::string get(std::string_view target) {
  return "GET " + std::string(target) + " HTTP/1.1\r\nHost: h\r\n\r\n";
}

std::string with_header(std::string_view line) {
  return "GET / HTTP/1.1\r\nHost: h\r\n" + std::string(line) + "\r\n\r\n";
}

} // namespace

TEST_CASE("parse_request_head: request line") {
  SUBCASE("method and target are taken as sent") {
    const RequestHead head = accepted("BREW-it /Pot%20A?x=%0d&y=a+b HTTP/1.1\r\nHost: h\r\n\r\n");
    CHECK(head.method == "BREW-it");
    CHECK(head.target == "/Pot%20A?x=%0d&y=a+b");
    CHECK_FALSE(head.is_http_1_0);
  }
  SUBCASE("HTTP/1.0 is spoken") { CHECK(accepted("GET / HTTP/1.0\r\n\r\n").is_http_1_0); }
  SUBCASE("anything but three words with one space between them is refused") {
    for (const char* line : {"", " ", "GET", "GET /", "GET  / HTTP/1.1", "GET /  HTTP/1.1",
                             " GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET / a HTTP/1.1",
                             "GET\t/ HTTP/1.1", "G@T / HTTP/1.1", "GET: / HTTP/1.1"}) {
      CHECK(refused(std::string(line) + "\r\nHost: h\r\n\r\n").status == 400);
    }
  }
  SUBCASE("something that is no version is refused") {
    for (const char* version : {"http/1.1", "HTTP/1.1x", "HTTP/11", "HTTP/1,1", "HTTP/a.b", "H",
                                "HTTP/1.", "HTTPS/1.1", "HTTP/01.1"}) {
      CHECK(refused("GET / " + std::string(version) + "\r\nHost: h\r\n\r\n").status == 400);
    }
  }
  SUBCASE("other versions get 505") {
    for (const char* version : {"HTTP/2.0", "HTTP/0.9", "HTTP/1.2", "HTTP/3.0"}) {
      CHECK(refused("PRI * " + std::string(version) + "\r\n\r\n").status == 505);
    }
  }
}

TEST_CASE("parse_request_head: target") {
  SUBCASE("an http URL is reduced to path and query") {
    CHECK(accepted(get("http://h/hook?a=1")).target == "/hook?a=1");
    CHECK(accepted(get("HTTPS://user@h:8443/hook")).target == "/hook");
    CHECK(accepted(get("http://h")).target == "/");
    CHECK(accepted(get("http://h?a=/b")).target == "/?a=/b");
    CHECK(accepted(get("http://[::1]:80/x")).target == "/x");
  }
  SUBCASE("a URL inside of a path is left alone") {
    CHECK(accepted(get("/to/http://h/x")).target == "/to/http://h/x");
    CHECK(accepted(get("//h/x")).target == "//h/x");
  }
  SUBCASE("other forms are refused") {
    for (const char* target : {"ftp://h/x", "http:/x", "http://", "http:///x", "hook", "h:80", "*",
                               "?a=1", "://h/x", "/a#b", "/\x80", "/\x7f"}) {
      CHECK(refused(get(target)).status == 400);
    }
  }
  SUBCASE("OPTIONS may ask for everything") {
    CHECK(accepted("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n").target == "*");
  }
  SUBCASE("the limit of its size is exact") {
    ServerLimits limits;
    limits.max_target_bytes = 10;
    CHECK(accepted(get("/123456789"), limits).target == "/123456789");
    CHECK(refused(get("/1234567890"), limits).status == 414);
    CHECK(refused(get("/1234567890"), limits).reason == "target is larger than 10 bytes");
  }
}

TEST_CASE("parse_request_head: headers") {
  SUBCASE("order and spelling and duplicates stay") {
    const RequestHead head = accepted("GET / HTTP/1.1\r\nx-ODD: 1\r\nHost: h\r\nX-odd:2\r\n"
                                      "Empty:\r\nX-Odd:  \t a  b %0d%0a\t \r\n\r\n");
    const HeaderFields expected = {
        {"x-ODD", "1"}, {"Host", "h"}, {"X-odd", "2"}, {"Empty", ""}, {"X-Odd", "a  b %0d%0a"}};
    CHECK(head.headers == expected);
  }
  SUBCASE("bytes beyond ASCII may stand in values") {
    CHECK(accepted(with_header("X: \xc3\xbc\xff")).headers[1].value == "\xc3\xbc\xff");
  }
  SUBCASE("malformed lines are refused") {
    for (const char* line :
         {"NoColon", ": no name", "Name : space before the colon", " X: folded", "\tX: folded",
          "X\x80: name", "X(): name", "a b: name", "X: bell\x07", "X: delete\x7f",
          "X: carriage\rreturn", "X: line\nfeed", "X: a\r\n folded"}) {
      CHECK(refused(with_header(line)).status == 400);
    }
    CHECK(refused(with_header(std::string_view("X: nul\0", 7))).status == 400);
    CHECK(refused(with_header(std::string_view("X\0: nul", 7))).status == 400);
  }
  SUBCASE("a folded header is named as such") {
    CHECK(refused(with_header("X: a\r\n b")).reason == "a header is continued on a second line");
  }
  SUBCASE("the limit of their number is exact") {
    ServerLimits limits;
    limits.max_headers = 2;
    CHECK(accepted(with_header("X: 1"), limits).headers.size() == 2);
    CHECK(refused(with_header("X: 1\r\nY: 2"), limits).status == 431);
  }
}

TEST_CASE("parse_request_head: where a head ends") {
  SUBCASE("an incomplete one is refused") {
    const std::string head = get("/");
    for (std::size_t size = 0; size < head.size(); ++size) {
      CHECK(refused(std::string_view(head).substr(0, size)).status == 400);
    }
  }
  SUBCASE("nothing may follow it") { CHECK(refused(get("/") + "x").status == 400); }
}

TEST_CASE("scan_head") {
  const std::string head = get("/");
  SUBCASE("the end is found wherever the bytes were cut before") {
    for (std::size_t scanned = 0; scanned < head.size(); ++scanned) {
      CHECK_FALSE(scan_head(std::string_view(head).substr(0, scanned)).size.has_value());
      const HeadScan scan = scan_head(head + "GET", scanned);
      CHECK_FALSE(scan.refusal.has_value());
      CHECK(scan.size == head.size());
    }
  }
  SUBCASE("nothing behind the end is looked at") {
    CHECK(scan_head(head + '\0').size == head.size());
  }
  SUBCASE("what no head contains is refused before the head is complete") {
    for (const std::string_view bytes :
         {std::string_view("GET / HTTP/1.1\n"), std::string_view("\n"), std::string_view("GE\rT"),
          std::string_view("\0", 1), std::string_view("\x16\x03\x01\x00", 4),
          std::string_view("GET /\x7f"), std::string_view("\r\r")}) {
      CAPTURE(bytes);
      const HeadScan scan = scan_head(bytes);
      REQUIRE(scan.refusal.has_value());
      CHECK(scan.refusal->status == 400);
    }
  }
  SUBCASE("a carriage return at the end may still get its line feed") {
    CHECK_FALSE(scan_head("GET / HTTP/1.1\r").refusal.has_value());
  }
}

TEST_CASE("leading_line_ends") {
  CHECK(leading_line_ends("") == 0);
  CHECK(leading_line_ends("\r") == 0);
  CHECK(leading_line_ends("\r\n\r\nGET") == 4);
  CHECK(leading_line_ends("\r\n\rGET") == 2);
  CHECK(leading_line_ends("GET\r\n") == 0);
}

TEST_CASE("head_too_large") {
  const std::string target(ServerLimits{}.max_target_bytes + 1, '/');
  CHECK(head_too_large("GET " + target, {}).status == 414);
  CHECK(head_too_large("GET " + target + " HTTP/1.1\r\nX: a", {}).status == 414);
  CHECK(head_too_large("GET / HTTP/1.1\r\nX: aaaa", {}).status == 431);
  CHECK(head_too_large("GET / HTTP/1.1\r\nX: aaaa", {}).reason ==
        "head is larger than 65536 bytes");
}

TEST_CASE("is_head_request") {
  CHECK(is_head_request("HEAD / HT"));
  CHECK_FALSE(is_head_request("HEADER / HT"));
  CHECK_FALSE(is_head_request("HEAD"));
}
