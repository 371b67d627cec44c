#include "net/httplib_exchange.hpp"
#include "support/scripted_channel.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

constexpr const char* head = "POST /x?a=%2F&b=c:d HTTP/1.1\r\nHost: a\r\n\r\n";

Result<HttpReply> exchanged(ScriptedChannel& channel, const std::string& body = "",
                            std::string_view method = "POST") {
  return exchange(channel, {method, head, body, 1'000'000});
}

Result<HttpReply> answer_to(std::string reply, std::size_t piece = 4096) {
  ScriptedChannel channel;
  channel.reply = std::move(reply);
  channel.piece = piece;
  return exchanged(channel);
}

std::string body_of(const std::string& reply, std::size_t piece) {
  const Result<HttpReply> answer = answer_to(reply, piece);
  return answer ? answer->body : "FAILED: " + answer.error().message;
}

std::string error_of(const std::string& reply) {
  const Result<HttpReply> answer = answer_to(reply);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().kind == ErrorKind::network);
  return answer.error().message;
}

const std::string ok = "HTTP/1.1 200 OK\r\n";
const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";
const std::string lost = connection_lost().message;

} // namespace

TEST_CASE("exchange sends") {
  ScriptedChannel channel;
  channel.reply = ok + "Content-Length: 0\r\n\r\n";

  SUBCASE("the head and the body as given and nothing else") {
    REQUIRE(exchanged(channel, "some body"));
    CHECK(channel.written == std::string(head) + "some body");
  }
  SUBCASE("large bodies too") {
    const std::string body(200'000, 'x');
    REQUIRE(exchanged(channel, body));
    CHECK(channel.written == head + body);
  }
  SUBCASE("bodies that look like a head") {
    REQUIRE(exchanged(channel, "\r\n\r\na\r\n\r\n"));
    CHECK(channel.written == std::string(head) + "\r\n\r\na\r\n\r\n");
  }
  SUBCASE("every method") {
    for (const std::string method : {"GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS"}) {
      CAPTURE(method);
      ScriptedChannel other;
      other.reply = channel.reply;
      REQUIRE(exchanged(other, method == "PUT" ? "body" : "", method));
      CHECK(other.written == head + std::string(method == "PUT" ? "body" : ""));
    }
  }
  SUBCASE("a peer that takes no more may have answered already") {
    channel.takes_requests = false;
    channel.reply = "HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig";
    const auto reply = exchanged(channel, "some body");
    REQUIRE(reply);
    CHECK(reply->status == 413);
    CHECK(reply->body == "big");
    CHECK(channel.written == head); // the body was not attempted
  }
}

TEST_CASE("exchange receives") {
  SUBCASE("status and headers and body as they are") {
    const auto reply =
        answer_to("HTTP/1.1 404 Not Found\r\nB: %41%0D%0A\r\nA: 1\r\nb: 2\r\n"
                  "Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08x");
    REQUIRE(reply);
    CHECK(reply->status == 404);
    const HeaderFields expected = {{"B", "%41%0D%0A"},
                                   {"A", "1"},
                                   {"b", "2"},
                                   {"Content-Encoding", "gzip"},
                                   {"Content-Length", "4"}};
    CHECK(reply->headers == expected);
    CHECK(reply->body == "\x1f\x8b\x08x");
  }
  SUBCASE("bodies by length and by chunks and by the end of the connection") {
    for (const std::size_t piece : {1U, 3U, 4096U}) {
      CAPTURE(piece);
      CHECK(body_of(ok + "Content-Length: 5\r\n\r\nhello and more", piece) == "hello");
      CHECK(body_of(chunked + "5\r\nhello\r\nA;x=y\r\n, world!!!\r\n0\r\n\r\n", piece) ==
            "hello, world!!!");
      CHECK(body_of(chunked + "0\r\n\r\n", piece) == "");
      CHECK(body_of(chunked + "1\r\na\r\n0\r\nTrailer: x\r\n\r\n", piece) == "a");
      CHECK(body_of(ok + "\r\nhello\r\n\r\n", piece) == "hello\r\n\r\n");
      CHECK(body_of(ok + "\r\n", piece) == "");
    }
  }
  SUBCASE("replies without a body do not wait for one") {
    CHECK(answer_to("HTTP/1.1 204 No Content\r\n\r\n")->body.empty());
    CHECK(answer_to("HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n")->status == 304);
    ScriptedChannel channel;
    channel.reply = ok + "Content-Length: 9\r\n\r\n";
    CHECK(exchanged(channel, "", "HEAD")->status == 200);
  }
  SUBCASE("a reply that is cut off") {
    for (const std::string& reply :
         {std::string(), ok, ok + "Content-Length: 5\r\n\r\n", ok + "Content-Length: 5\r\n\r\nhell",
          chunked, chunked + "5", chunked + "5\r\nhel", chunked + "5\r\nhello\r\n",
          chunked + "5\r\nhello\r\n0\r\n"}) {
      CAPTURE(reply);
      CHECK(error_of(reply) == lost);
    }
  }
  SUBCASE("chunks that are malformed") {
    for (const std::string body : {"zz\r\n\r\n", "\r\n\r\n", "5\r\nhelloXX\r\n0\r\n\r\n",
                                   "FFFFFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n"}) {
      CAPTURE(body);
      CHECK_FALSE(answer_to(chunked + body));
    }
  }
  SUBCASE("a body that is too large") {
    const std::string too_large = "the reply is larger than 1000000 bytes";
    CHECK(error_of(ok + "Content-Length: 1000001\r\n\r\n") == too_large);
    CHECK(error_of(ok + "Content-Length: 18446744073709551615\r\n\r\n") == too_large);
    CHECK(error_of(ok + "\r\n" + std::string(1'000'001, 'x')) == too_large);
    CHECK(error_of(chunked + "F4241\r\n" + std::string(1'000'001, 'x')) == too_large);
    CHECK(answer_to(ok + "Content-Length: 1000000\r\n\r\n" + std::string(1'000'000, 'x')));
  }
  SUBCASE("replies that never end") {
    for (const std::string& begin :
         {ok + "A: x", ok + "\r\nx", chunked + "1", chunked + "1;x", chunked + "-2\r\nx",
          chunked + "FFFFFFFF\r\nx", std::string("HTTP/1.1 200 x")}) {
      CAPTURE(begin);
      ScriptedChannel channel;
      channel.reply = begin;
      channel.repeats_last_byte = true;
      CHECK_FALSE(exchanged(channel));
    }
  }
  SUBCASE("the end of the head is told once and before the body is read") {
    ScriptedChannel channel;
    channel.reply = "HTTP/1.1 100 Continue\r\n\r\n" + ok + "Content-Length: 5\r\n\r\nhello";
    channel.piece = 1;
    std::string left;
    int calls = 0;
    const auto on_reply_head = [&] {
      left = channel.reply;
      ++calls;
    };
    REQUIRE(exchange(channel, {"GET", head, "", 1000, on_reply_head}));
    CHECK(left == "hello");
    CHECK(calls == 1);
  }
  SUBCASE("a long status line does not crash") {
    CHECK(answer_to("HTTP/1.1 200 " + std::string(30'000, 'x') + "\r\nContent-Length: 0\r\n\r\n"));
  }
  SUBCASE("a length that is no number") {
    CHECK(error_of(ok + "Content-Length: abc\r\n\r\n") ==
          "the reply is not valid HTTP: its Content-Length is no number");
  }
}
