#include "net/reply_head.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

using namespace syncbell;

namespace {

// A channel whose peer has sent the text, in pieces of at most that size, and then ended.
class TextChannel final : public Channel {
public:
  TextChannel(std::string text, std::size_t piece) : text_(std::move(text)), piece_(piece) {}

  Result<std::size_t> read(char* into, std::size_t size) override {
    const std::size_t count = std::min({size, piece_, text_.size()});
    std::memcpy(into, text_.data(), count);
    text_.erase(0, count);
    return count;
  }
  Result<bool> write(std::string_view) override { return true; }
  bool is_quiet() const override { return text_.empty(); }

private:
  std::string text_;
  std::size_t piece_;
};

ReplyHead parsed(const std::string& text, const char* method = "GET") {
  const Result<ReplyHead> head = parse_reply_head(text, method);
  REQUIRE(head);
  return *head;
}

bool is_refused(const std::string& text) {
  const Result<ReplyHead> head = parse_reply_head(text, "GET");
  return !head && head.error().kind == ErrorKind::network;
}

Result<ReceivedHead> received(const std::string& text, std::size_t piece = 1) {
  TextChannel channel(text, piece);
  return receive_reply_head(channel, "GET");
}

} // namespace

TEST_CASE("parse_reply_head") {
  const std::string ok = "HTTP/1.1 200 OK\r\n";

  SUBCASE("status line") {
    CHECK(parsed("HTTP/1.1 200 OK\r\n").status == 200);
    CHECK(parsed("HTTP/1.0 404 Not Found\r\n").status == 404);
    CHECK(parsed("HTTP/1.1 503\r\n").status == 503);
    CHECK(parsed("HTTP/1.1 200 \r\n").status == 200);
    CHECK(parsed("HTTP/1.1 200 OK\n").status == 200);
  }
  SUBCASE("malformed status lines") {
    for (const std::string text :
         {"", "\r\n", "HTTP/1.1\r\n", "HTTP/1.1 20\r\n", "HTTP/1.1 2000 OK\r\n",
          "HTTP/1.1 -20 OK\r\n", "HTTP/1.1 099 OK\r\n", "HTTP/2 200 OK\r\n", "HTTP/1.x 200 OK\r\n",
          "http/1.1 200 OK\r\n", "HTTP/1.1  200 OK\r\n"}) {
      CAPTURE(text);
      CHECK(is_refused(text));
    }
  }
  SUBCASE("headers stay in order and as they were written") {
    const ReplyHead head = parsed(ok + "B: 2\r\nA:  %41 \r\nb:\r\n");
    const HeaderFields expected = {{"B", "2"}, {"A", "%41"}, {"b", ""}};
    CHECK(head.headers == expected);
  }
  SUBCASE("malformed headers") {
    for (const std::string line : {"no colon\r\n", ": x\r\n", "A : x\r\n", " folded\r\n",
                                   "A: a\rb\r\n", "A: \x01\r\n", "A\x80: x\r\n"}) {
      CAPTURE(line);
      CHECK(is_refused(ok + line));
    }
    CHECK(is_refused(ok + std::string("A: \0\r\n", 6)));
  }
  SUBCASE("the body ends after its length") {
    const ReplyHead head = parsed(ok + "content-length: 12\r\nContent-Length: 12\r\n");
    CHECK(head.framing == BodyFraming::length);
    CHECK(head.length == 12);
  }
  SUBCASE("lengths that cannot be trusted") {
    for (const std::string value :
         {"abc", "", "-1", "+1", "1 2", "1,1", "0x10", "1.0", "18446744073709551616", "12abc"}) {
      CAPTURE(value);
      CHECK(is_refused(ok + "Content-Length: " + value + "\r\n"));
    }
    CHECK(is_refused(ok + "Content-Length: 1\r\nContent-Length: 2\r\n"));
  }
  SUBCASE("chunks go before a length") {
    CHECK(parsed(ok + "Transfer-Encoding: Chunked\r\n").framing == BodyFraming::chunked);
    CHECK(parsed(ok + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n").framing ==
          BodyFraming::chunked);
    CHECK(is_refused(ok + "Transfer-Encoding: gzip, chunked\r\n"));
    CHECK(is_refused(ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n"));
    CHECK(is_refused(ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"));
  }
  SUBCASE("without either the body ends with the connection") {
    CHECK(parsed(ok).framing == BodyFraming::until_close);
  }
  SUBCASE("replies that never have a body") {
    const std::string length = "Content-Length: 5\r\n";
    CHECK(parsed("HTTP/1.1 204 x\r\n" + length).framing == BodyFraming::none);
    CHECK(parsed("HTTP/1.1 304 x\r\n" + length).framing == BodyFraming::none);
    CHECK(parsed(ok + length, "HEAD").framing == BodyFraming::none);
    CHECK(parsed(ok + length, "CONNECT").framing == BodyFraming::none);
  }
}

TEST_CASE("parse_reply_head tells whether the connection is kept") {
  const auto kept = [](const std::string& version, const std::string& headers) {
    return parsed(version + " 200 OK\r\n" + headers).is_persistent;
  };
  CHECK(kept("HTTP/1.1", ""));
  CHECK(kept("HTTP/1.1", "Connection: keep-alive\r\n"));
  CHECK(kept("HTTP/1.1", "Connection: closed\r\nX-Close: close\r\n"));
  CHECK_FALSE(kept("HTTP/1.1", "connection: Close\r\n"));
  CHECK_FALSE(kept("HTTP/1.1", "Connection: x, close ,y\r\n"));
  CHECK_FALSE(kept("HTTP/1.1", "Connection: x\r\nConnection: close\r\n"));
  CHECK_FALSE(kept("HTTP/1.0", ""));
  CHECK(kept("HTTP/1.0", "Connection: Keep-Alive\r\n"));
  CHECK(kept("HTTP/1.1", "Transfer-Encoding: chunked\r\n"));
  // Somebody on the way may believe the length, and would see another reply than we do.
  CHECK_FALSE(kept("HTTP/1.1", "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"));
  CHECK_FALSE(kept("HTTP/1.1", "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"));
}

TEST_CASE("receive_reply_head") {
  SUBCASE("gives what has arrived behind the head") {
    for (const std::size_t piece : {1U, 2U, 3U, 7U, 4096U}) {
      CAPTURE(piece);
      const auto head = received("HTTP/1.1 200 OK\r\nA: b\r\n\r\nbody", piece);
      REQUIRE(head);
      CHECK(head->head.headers == HeaderFields{{"A", "b"}});
      CHECK(std::string("body").starts_with(head->body_begin));
    }
    CHECK(received("HTTP/1.1 200 OK\r\n\r\nbody", 4096)->body_begin == "body");
  }
  SUBCASE("lines may end with LF alone") {
    CHECK(received("HTTP/1.1 200 OK\nA: b\n\nbody", 4096)->body_begin == "body");
    CHECK(received("HTTP/1.1 200 OK\r\n\nbody", 4096)->body_begin == "body");
  }
  SUBCASE("interim replies are skipped") {
    const auto head = received("HTTP/1.1 100 Continue\r\n\r\n"
                               "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                               "HTTP/1.1 201 Created\r\n\r\n");
    REQUIRE(head);
    CHECK(head->head.status == 201);
    CHECK(head->head.headers.empty());
  }
  SUBCASE("but not without end") {
    std::string text;
    for (int i = 0; i < 1000; ++i)
      text += "HTTP/1.1 100 Continue\r\n\r\n";
    CHECK_FALSE(received(text));
  }
  SUBCASE("no switching of protocols") {
    CHECK_FALSE(received("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
  }
  SUBCASE("the connection ends early") {
    for (const std::string text :
         {"", "HTT", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n\r"}) {
      CAPTURE(text);
      const auto head = received(text);
      REQUIRE_FALSE(head);
      CHECK(head.error().message == connection_lost().message);
    }
  }
  SUBCASE("something else than HTTP is noticed at once") {
    const auto head = received("SSH-2.0-OpenSSH_9.2\r\n");
    REQUIRE_FALSE(head);
    CHECK(head.error().message == "the reply is not valid HTTP: it does not begin with HTTP/1.");
  }
  SUBCASE("headers without end") {
    const auto head =
        received("HTTP/1.1 200 OK\r\nA: " + std::string(2 * max_reply_head_bytes, 'x'), 4096);
    REQUIRE_FALSE(head);
    CHECK(head.error().message == "the reply is not valid HTTP: its headers do not end");
  }
}
