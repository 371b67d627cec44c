#include "net/reply_formatter.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>
#include <thread>

using namespace syncbell;

namespace {

// The lines of a reply's head in alphabetical order, as the library decides on another one.
struct Formatted {
  std::string status_line;
  std::vector<std::string> headers = {};
  std::string body = {};
};

Formatted format(const ServerReply& reply, const ReplyForm& form = {}) {
  const std::string bytes = ReplyFormatter().format(reply, form);
  const std::size_t head_end = bytes.find("\r\n\r\n");
  REQUIRE(head_end != std::string::npos);
  Formatted formatted;
  std::istringstream lines(bytes.substr(0, head_end + 2));
  std::getline(lines, formatted.status_line, '\r');
  lines.get();
  for (std::string line; std::getline(lines, line, '\r'); lines.get()) {
    formatted.headers.push_back(line);
  }
  std::sort(formatted.headers.begin(), formatted.headers.end());
  formatted.body = bytes.substr(head_end + 4);
  return formatted;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("ReplyFormatter") {
  SUBCASE("a plain reply") {
    const Formatted formatted = format({200, "hello\n"});
    CHECK(formatted.status_line == "HTTP/1.1 200 OK");
    CHECK(formatted.headers == Lines{"Content-Length: 6", "Content-Type: text/plain"});
    CHECK(formatted.body == "hello\n");
  }
  SUBCASE("an empty reply has a length and no type") {
    CHECK(format({202}).headers == Lines{"Content-Length: 0"});
  }
  SUBCASE("headers and type are written as given") {
    ServerReply reply{405, "no\n", "text/x-Odd; charset=utf-8"};
    reply.headers = {{"Allow", "POST"}, {"x-odd", "a,b;c=\"d\""}, {"x-odd", "again"}};
    CHECK(format(reply).headers == Lines{"Allow: POST", "Content-Length: 3",
                                         "Content-Type: text/x-Odd; charset=utf-8",
                                         "x-odd: a,b;c=\"d\"", "x-odd: again"});
  }
  SUBCASE("headers about the end of the reply are ours") {
    ServerReply reply{200, "four"};
    reply.headers = {
        {"content-length", "9"}, {"Transfer-Encoding", "chunked"}, {"connection", "upgrade"}};
    CHECK(format(reply).headers == Lines{"Content-Length: 4", "Content-Type: text/plain"});
  }
  SUBCASE("line ends cannot be smuggled in") {
    ServerReply reply{200, "x", "text/plain\r\nX-Evil: 1"};
    reply.headers = {{"X-Evil", "1\r\nX-Evil: 2"}, {"X-Evil: 3\r\nX", "4"}, {"X-Evil", "5\nX: 6"}};
    for (const std::string& line : format(reply).headers) {
      CAPTURE(line);
      CHECK(line.find("Evil") == std::string::npos);
    }
  }
  SUBCASE("binary bodies") {
    const std::string body("\0\r\n\r\n\xff", 6);
    CHECK(format({200, body}).body == body);
  }
  SUBCASE("large compressible bodies are not compressed") {
    const std::string body(1'000'000, 'a');
    CHECK(format({200, body, "application/json"}).body == body);
  }
}

TEST_CASE("ReplyFormatter: status") {
  CHECK(format({500, "x"}).status_line == "HTTP/1.1 500 Internal Server Error");
  CHECK(format({429, "x"}).status_line == "HTTP/1.1 429 Too Many Requests");
  SUBCASE("those without a name are not called errors") {
    CHECK(format({299, "x"}).status_line == "HTTP/1.1 299 Unassigned");
    CHECK(format({599}).status_line == "HTTP/1.1 599 Unassigned");
  }
  SUBCASE("all of them can be written") {
    for (int status = 100; status <= 599; ++status) {
      CHECK(format({status, "x"}).status_line.find("HTTP/1.1 " + std::to_string(status) + " ") ==
            0);
    }
  }
  SUBCASE("what is no status is our mistake") {
    for (const int status : {-1, 0, 99, 600, 1000}) {
      CHECK(format({status}).status_line == "HTTP/1.1 500 Internal Server Error");
    }
  }
  SUBCASE("some have no body") {
    for (const int status : {100, 204, 304}) {
      CHECK(format({status, "x"}).body.empty());
      CHECK(format({status, "x"}).headers.empty());
    }
  }
}

TEST_CASE("ReplyFormatter: form") {
  SUBCASE("HEAD gets the headers only") {
    const Formatted formatted = format({200, "hello\n"}, {.is_head = true});
    CHECK(formatted.headers == Lines{"Content-Length: 6", "Content-Type: text/plain"});
    CHECK(formatted.body.empty());
    CHECK(format({404, "hello\n"}, {.is_head = true}).headers == formatted.headers);
  }
  SUBCASE("the connection") {
    CHECK(format({200}, {.keep_alive = false}).headers ==
          Lines{"Connection: close", "Content-Length: 0"});
    CHECK(format({200}, {.is_http_1_0 = true}).headers ==
          Lines{"Connection: keep-alive", "Content-Length: 0"});
    CHECK(format({404}, {}).headers == Lines{"Content-Length: 0"});
  }
}

TEST_CASE("ReplyFormatter: threads do not disturb each other") {
  ReplyFormatter formatter;
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    threads.emplace_back([&formatter, &wrong, i] {
      const std::string body = "thread " + std::to_string(i);
      for (int round = 0; round < 100; ++round) {
        const std::string bytes = formatter.format({200, body}, {});
        if (bytes.find("\r\n\r\n" + body) == std::string::npos) ++wrong[i];
      }
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(wrong == std::vector<int>(4));
}
