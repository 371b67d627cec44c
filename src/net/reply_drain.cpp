#include "net/reply_drain.hpp"

#include "net/chunked_body.hpp"

#include <algorithm>
#include <array>

namespace syncbell {
namespace {

using Piece = std::array<char, std::size_t{16} << 10>;

// As read(), but an end of the peer's side is a failure.
Result<std::size_t> read_more(Channel& channel, Piece& piece, std::size_t at_most) {
  Result<std::size_t> count = channel.read(piece.data(), std::min(piece.size(), at_most));
  if (count && *count == 0) return connection_lost();
  return count;
}

Result<bool> drain_length(Channel& channel, const ReceivedHead& received, std::size_t max_bytes) {
  const std::uint64_t length = received.head.length;
  if (received.body_begin.size() > length || length > max_bytes) return false;
  Piece piece;
  for (auto left = static_cast<std::size_t>(length) - received.body_begin.size(); left > 0;) {
    const Result<std::size_t> count = read_more(channel, piece, left);
    if (!count) return count.error();
    left -= *count;
  }
  return received.head.is_persistent;
}

Result<bool> drain_chunks(Channel& channel, const ReceivedHead& received, std::size_t max_bytes) {
  ChunkedBody chunks(max_bytes);
  std::string dropped;
  Piece piece;
  std::string_view bytes = received.body_begin;
  while (true) {
    const ChunkedBody::Step step = chunks.decode(bytes, dropped);
    dropped.clear();
    switch (step.progress) {
    case ChunkedBody::Progress::complete:
      return received.head.is_persistent && step.used == bytes.size();
    case ChunkedBody::Progress::too_large:
      return false;
    case ChunkedBody::Progress::malformed:
      return broken_chunks();
    case ChunkedBody::Progress::more:
      break;
    }
    const Result<std::size_t> count = read_more(channel, piece, piece.size());
    if (!count) return count.error();
    bytes = {piece.data(), *count};
  }
}

// The end of the connection is the end of the body.
Result<bool> drain_to_close(Channel& channel, std::size_t begun, std::size_t max_bytes) {
  Piece piece;
  for (std::size_t taken = begun; taken <= max_bytes;) {
    const Result<std::size_t> count = channel.read(piece.data(), piece.size());
    if (!count) return count.error();
    if (*count == 0) return false;
    taken += *count;
  }
  return false;
}

} // namespace

Result<bool> drain_reply(Channel& channel, const ReceivedHead& received, std::size_t max_bytes) {
  switch (received.head.framing) {
  case BodyFraming::length:
    return drain_length(channel, received, max_bytes);
  case BodyFraming::chunked:
    return drain_chunks(channel, received, max_bytes);
  case BodyFraming::until_close:
    return drain_to_close(channel, received.body_begin.size(), max_bytes);
  case BodyFraming::none:
    break;
  }
  return received.head.is_persistent && received.body_begin.empty();
}

} // namespace syncbell
