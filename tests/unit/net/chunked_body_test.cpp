#include "net/chunked_body.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using Progress = ChunkedBody::Progress;

namespace {

struct Decoded {
  Progress progress = Progress::more;
  std::string body = {};
  std::size_t used = 0;
};

// The outcome must not depend on how the bytes were cut on their way.
Decoded decode(std::string_view bytes, std::uint64_t max_bytes = 1000) {
  CAPTURE(bytes);
  Decoded whole;
  const ChunkedBody::Step step = ChunkedBody(max_bytes).decode(bytes, whole.body);
  whole.progress = step.progress;
  whole.used = step.used;
  Decoded pieces;
  ChunkedBody decoder(max_bytes);
  while (pieces.used < bytes.size() && pieces.progress == Progress::more) {
    const ChunkedBody::Step piece = decoder.decode(bytes.substr(pieces.used, 1), pieces.body);
    pieces.progress = piece.progress;
    pieces.used += piece.used;
  }
  CHECK(pieces.progress == whole.progress);
  CHECK(pieces.body == whole.body);
  if (whole.progress == Progress::complete) CHECK(pieces.used == whole.used);
  return whole;
}

bool is_malformed(std::string_view bytes) { return decode(bytes).progress == Progress::malformed; }

} // namespace

TEST_CASE("ChunkedBody") {
  SUBCASE("chunks are joined and what follows is not touched") {
    const Decoded decoded = decode("5\r\nhello\r\n1\r\n \r\nA\r\n0123456789\r\n0\r\n\r\nPOST /");
    CHECK(decoded.progress == Progress::complete);
    CHECK(decoded.body == "hello 0123456789");
    CHECK(decoded.used == 36);
  }
  SUBCASE("a body may be empty") {
    CHECK(decode("0\r\n\r\n").progress == Progress::complete);
    CHECK(decode("0000\r\n\r\n").body.empty());
  }
  SUBCASE("data may hold any bytes") {
    const std::string_view bytes("4\r\n\r\n\0\xff\r\n0\r\n\r\n", 14);
    CHECK(decode(bytes).body == std::string_view("\r\n\0\xff", 4));
  }
  SUBCASE("an incomplete body waits for more") {
    const std::string_view bytes = "3;x\r\nabc\r\n0\r\nX: y\r\n\r\n";
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      CHECK(decode(bytes.substr(0, size)).progress == Progress::more);
    }
    CHECK(decode(bytes).progress == Progress::complete);
  }
  SUBCASE("extensions and trailers are skipped") {
    const Decoded decoded =
        decode("3;foo=bar;q=\"a b\"\r\nabc\r\n0;last\r\nX-T: 1\r\nY: 2\r\n\r\n");
    CHECK(decoded.progress == Progress::complete);
    CHECK(decoded.body == "abc");
  }
}

TEST_CASE("ChunkedBody: malformed") {
  SUBCASE("sizes") {
    for (const char* size : {"zz", "-2", "+2", "0x2", " 2", "2 ", "", ";x", "2,", "2\t", "g"}) {
      CHECK(is_malformed(std::string(size) + "\r\nab\r\n0\r\n\r\n"));
    }
  }
  SUBCASE("line ends") {
    CHECK(is_malformed("2\nab\r\n0\r\n\r\n"));
    CHECK(is_malformed("2\r\nab\n0\r\n\r\n"));
    CHECK(is_malformed("2\r\nabXX\r\n0\r\n\r\n"));
    CHECK(is_malformed("2\r\nab0\r\n\r\n"));
    CHECK(is_malformed("2\r\nab\r0\r\n\r\n"));
    CHECK(is_malformed("0\r\n\n"));
    CHECK(is_malformed("2\rx\r\nab\r\n0\r\n\r\n"));
  }
  SUBCASE("control characters") {
    CHECK(is_malformed(std::string_view("2;\0\r\nab\r\n", 9)));
    CHECK(is_malformed("0\r\nX: \x07\r\n\r\n"));
  }
  SUBCASE("lines and trailers without end") {
    CHECK(is_malformed("2;" + std::string(5000, 'x')));
    CHECK(is_malformed(std::string(5000, '0')));
    std::string trailers = "0\r\n";
    for (int i = 0; i < 20; ++i)
      trailers += "X: " + std::string(1000, 'x') + "\r\n";
    CHECK(is_malformed(trailers));
  }
}

TEST_CASE("ChunkedBody: too large") {
  SUBCASE("the limit is exact") {
    CHECK(decode("5\r\nhello\r\n5\r\nhello\r\n0\r\n\r\n", 10).progress == Progress::complete);
    CHECK(decode("5\r\nhello\r\n6\r\n", 10).progress == Progress::too_large);
    CHECK(decode("b\r\n", 10).progress == Progress::too_large);
  }
  SUBCASE("sizes beyond any number") {
    CHECK(decode("FFFFFFFFFFFFFFFF\r\n").progress == Progress::too_large);
    CHECK(decode("FFFFFFFFFFFFFFFFF\r\n").progress == Progress::too_large);
  }
}
