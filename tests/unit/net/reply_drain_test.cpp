#include "net/reply_drain.hpp"
#include "support/scripted_channel.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

Result<bool> drained(const std::string& reply, std::size_t piece, std::size_t max_bytes = 1000) {
  ScriptedChannel channel;
  channel.reply = reply;
  channel.piece = piece;
  const Result<ReceivedHead> received = receive_reply_head(channel, "POST");
  REQUIRE(received);
  return drain_reply(channel, *received, max_bytes);
}

// Whether the connection can be used again: "yes", "no" or why there is no reply.
std::string fate_after(const std::string& reply, std::size_t max_bytes = 1000) {
  std::string fate;
  for (const std::size_t piece : {1U, 7U, 4096U}) {
    const Result<bool> kept = drained(reply, piece, max_bytes);
    const std::string now = !kept ? kept.error().message : *kept ? "yes" : "no";
    if (!fate.empty()) CHECK(now == fate);
    fate = now;
  }
  return fate;
}

const std::string ok = "HTTP/1.1 200 OK\r\n";
const std::string chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

TEST_CASE("drain_reply") {
  SUBCASE("bodies of a length") {
    CHECK(fate_after(ok + "Content-Length: 0\r\n\r\n") == "yes");
    CHECK(fate_after(ok + "Content-Length: 5\r\n\r\nhello") == "yes");
    CHECK(fate_after(ok + "Content-Length: 5\r\nConnection: close\r\n\r\nhello") == "no");
    CHECK(fate_after(ok + "Content-Length: 5\r\n\r\nhell") == connection_lost().message);
    CHECK(fate_after(ok + "Content-Length: 1001\r\n\r\n" + std::string(1001, 'x')) == "no");
  }
  SUBCASE("bodies in chunks") {
    CHECK(fate_after(chunked + "5\r\nhello\r\n0\r\n\r\n") == "yes");
    CHECK(fate_after(chunked + "5\r\nhello\r\n0\r\nX-Sum: 1\r\n\r\n") == "yes");
    CHECK(fate_after(chunked + "5\r\nhello\r\n") == connection_lost().message);
    CHECK(fate_after(chunked + "zz\r\n") == broken_chunks().message);
    CHECK(fate_after(chunked + "3e9\r\n" + std::string(1001, 'x')) == "no");
    CHECK(fate_after(ok + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n") ==
          "no");
  }
  SUBCASE("bodies that end with the connection") {
    CHECK(fate_after(ok + "\r\nhello") == "no");
    CHECK(fate_after(ok + "\r\n" + std::string(5000, 'x')) == "no");
  }
  SUBCASE("no body") {
    CHECK(fate_after("HTTP/1.1 204 No Content\r\n\r\n") == "yes");
    CHECK(fate_after("HTTP/1.0 204 No Content\r\n\r\n") == "no");
  }
  SUBCASE("bytes behind the body are nobody's") {
    CHECK_FALSE(*drained(ok + "Content-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\n", 4096));
    CHECK_FALSE(*drained(chunked + "0\r\n\r\nHTTP/1.1", 4096));
    CHECK_FALSE(*drained("HTTP/1.1 204 No Content\r\n\r\nx", 4096));
  }
  SUBCASE("a body without end is left") {
    ScriptedChannel channel;
    channel.reply = ok + "\r\nx";
    channel.repeats_last_byte = true;
    const Result<ReceivedHead> received = receive_reply_head(channel, "POST");
    REQUIRE(received);
    CHECK_FALSE(*drain_reply(channel, *received, 100'000));
  }
}
