#include "net/httplib_exchange.hpp"

#include "net/chunked_body.hpp"
#include "net/httplib_versions.hpp"
#include "net/reply_head.hpp"

#include <array>
#include <cstring>
#include <exception>
#include <optional>

// cpp-httplib conducts the exchange: it writes the request and takes the reply's body out of its
// framing. What it must not see or decide stands between it and the channel:
// - 0.11 crashes on a long status line, reads headers without end, decodes them, takes a malformed
//   length for an empty body and a broken chunk for the end of one. It is given a head of our own
//   and chunks that are taken apart already.
// - Every version adds headers; 0.41 rewrites the query and waits for "100 Continue". The head that
//   goes out is ours, and the one it writes is dropped.
namespace syncbell {
namespace {

Error too_large(std::size_t limit) {
  return {ErrorKind::network, "the reply is larger than " + std::to_string(limit) + " bytes"};
}

// What httplib needs to know of the reply's head.
std::string bare_head(const ReplyHead& head) {
  const std::string status = "HTTP/1.1 " + std::to_string(head.status) + " -\r\n";
  switch (head.framing) {
  case BodyFraming::none:
    return status + "Content-Length: 0\r\n\r\n";
  case BodyFraming::length:
    return status + "Content-Length: " + std::to_string(head.length) + "\r\n\r\n";
  case BodyFraming::chunked: // it is given the bare data, which ends as this does
  case BodyFraming::until_close:
    break;
  }
  return status + "\r\n";
}

// The channel as httplib sees it.
class GuardedStream final : public HttplibStream {
public:
  GuardedStream(Channel& channel, const Exchange& request)
      : channel_(channel), request_(request), chunks_(request.max_reply_bytes) {}

  ssize_t write(const char* bytes, std::size_t size) override;
  ssize_t read(char* into, std::size_t size) override;

  // Takes a piece of the body from httplib; false when it is one too many.
  bool keep(const char* bytes, std::size_t size);

  // The reply, or why there is none; `finished` is what httplib thinks.
  Result<HttpReply> outcome(bool finished);

private:
  Result<void> send(std::string_view bytes);
  Result<void> begin_reply();
  Result<void> fill();
  Result<void> accept(std::string_view bytes);

  Channel& channel_;
  const Exchange& request_;
  std::optional<Error> failure_;

  std::string dropped_head_; // httplib's, as far as it has been written
  bool head_sent_ = false;
  bool peer_listens_ = true;

  std::optional<ReplyHead> head_;
  ChunkedBody chunks_;
  bool chunks_ended_ = false;
  std::string arrived_; // the reply without its chunking; httplib has had `taken_` bytes of it
  std::size_t taken_ = 0;
  std::string body_;
};

// Once the peer takes no more, the rest is dropped: it may have answered already, and if not, the
// attempt to read will tell.
Result<void> GuardedStream::send(std::string_view bytes) {
  if (!peer_listens_ || bytes.empty()) return {};
  const Result<bool> listens = channel_.write(bytes);
  if (!listens) return listens.error();
  peer_listens_ = *listens;
  return {};
}

ssize_t GuardedStream::write(const char* bytes, std::size_t size) {
  std::string_view body(bytes, size);
  Result<void> sent;
  if (!head_sent_) {
    dropped_head_ += body;
    const std::size_t end = dropped_head_.find("\r\n\r\n");
    if (end == std::string::npos) return static_cast<ssize_t>(size);
    body = std::string_view(dropped_head_).substr(end + 4);
    head_sent_ = true;
    sent = send(request_.head);
  }
  if (sent) sent = send(body);
  if (!sent) failure_ = sent.error();
  return sent ? static_cast<ssize_t>(size) : -1;
}

Result<void> GuardedStream::begin_reply() {
  Result<ReceivedHead> received = receive_reply_head(channel_, request_.method);
  if (!received) return received.error();
  if (request_.on_reply_head) request_.on_reply_head();
  head_ = std::move(received->head);
  if (head_->framing == BodyFraming::length && head_->length > request_.max_reply_bytes) {
    return too_large(request_.max_reply_bytes);
  }
  arrived_ = bare_head(*head_);
  return accept(received->body_begin);
}

Result<void> GuardedStream::accept(std::string_view bytes) {
  if (head_->framing != BodyFraming::chunked) {
    arrived_ += bytes;
    return {};
  }
  const ChunkedBody::Step step = chunks_.decode(bytes, arrived_);
  if (step.progress == ChunkedBody::Progress::malformed) return broken_chunks();
  if (step.progress == ChunkedBody::Progress::too_large) return too_large(request_.max_reply_bytes);
  chunks_ended_ = step.progress == ChunkedBody::Progress::complete;
  return {};
}

// Makes sure that something has arrived that httplib has not had, unless the reply is over.
Result<void> GuardedStream::fill() {
  if (!head_) return begin_reply();
  std::array<char, std::size_t{16} << 10> piece = {};
  while (taken_ == arrived_.size() && !chunks_ended_) {
    arrived_.clear();
    taken_ = 0;
    const Result<std::size_t> count = channel_.read(piece.data(), piece.size());
    if (!count) return count.error();
    if (*count == 0 && head_->framing == BodyFraming::chunked) return connection_lost();
    if (*count == 0) return {};
    if (Result<void> accepted = accept({piece.data(), *count}); !accepted) return accepted;
  }
  return {};
}

ssize_t GuardedStream::read(char* into, std::size_t size) {
  if (failure_) return -1;
  if (const Result<void> filled = fill(); !filled) {
    failure_ = filled.error();
    return -1;
  }
  const std::string_view piece = std::string_view(arrived_).substr(taken_, size);
  std::memcpy(into, piece.data(), piece.size());
  taken_ += piece.size();
  return static_cast<ssize_t>(piece.size());
}

bool GuardedStream::keep(const char* bytes, std::size_t size) {
  if (size > request_.max_reply_bytes - body_.size()) {
    failure_ = too_large(request_.max_reply_bytes);
    return false;
  }
  body_.append(bytes, size);
  return true;
}

Result<HttpReply> GuardedStream::outcome(bool finished) {
  if (failure_) return *failure_;
  if (!finished || !head_) return connection_lost();
  return HttpReply{head_->status, std::move(head_->headers), std::move(body_)};
}

// httplib's client without its connections.
class Conductor final : public httplib::ClientImpl {
public:
  Conductor() : ClientImpl("unused") { set_decompress(false); }

  bool conduct(httplib::Stream& stream, httplib::Request& request) {
    httplib::Response response;
    httplib::Error error = httplib::Error::Success;
    return process_request(stream, request, response, true, error);
  }
};

} // namespace

Result<HttpReply> exchange(Channel& channel, const Exchange& request) {
  GuardedStream stream(channel, request);
  httplib::Request bare;
  bare.method = request.method;
  bare.path = "/";
  bare.headers.emplace("Expect", "nothing"); // 0.41 would expect "100-continue" by itself
  bare.body = request.body;
  bare.content_receiver = [&stream](const char* bytes, std::size_t size, auto, auto) {
    return stream.keep(bytes, size);
  };
  try {
    const bool finished = Conductor().conduct(stream, bare);
    return stream.outcome(finished);
  } catch (const std::exception& failure) {
    return Error{ErrorKind::network, std::string("the reply cannot be read: ") + failure.what()};
  }
}

} // namespace syncbell
