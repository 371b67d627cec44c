#include "net/request_reader.hpp"

#include "net/chunked_body.hpp"
#include "net/deadline.hpp"
#include "net/request_framing.hpp"

#include <utility>

namespace syncbell {
namespace {

using Flaw = std::optional<Refusal>;

Refusal explain(Arrival arrival, const Connection& connection) {
  if (arrival == Arrival::deadline) return {408, "the request was not complete in time"};
  if (arrival != Arrival::interrupted) return {400, "the connection ended before the request did"};
  const bool draining = connection.interruption() == ConnectionEnd::draining;
  return {503, draining ? "the server is stopping" : "too much at once, try again later"};
}

Refusal no_room() { return {503, "too many bodies at once, try again later"}; }

// One request on its way in.
class RequestReader {
public:
  RequestReader(Connection& connection, const ServerLimits& limits, BodyRoom& room)
      : connection_(connection), limits_(limits), room_(room) {}

  bool wait_for_begin();
  RequestOutcome read();

private:
  std::variant<RequestHead, Refusal> read_head();
  Flaw read_body(ReceivedRequest& request);
  Flaw read_counted(ReceivedRequest& request);
  Flaw read_chunked(ReceivedRequest& request);
  Flaw await_input(Instant deadline);
  Flaw await_body() { return await_input(begun_ + limits_.body_timeout); }
  void skip_line_ends();

  Connection& connection_;
  const ServerLimits& limits_;
  BodyRoom& room_;
  Instant begun_ = {};
  std::size_t scanned_ = 0; // bytes of the head in which its end is not
  bool is_head_ = false;
  bool is_overdue_ = false;
  bool has_begun_ = false; // more than line ends have come
};

bool RequestReader::wait_for_begin() {
  return !connection_.input().empty() ||
         connection_.wait_for_input(now() + limits_.idle_timeout) == Arrival::bytes;
}

RequestOutcome RequestReader::read() {
  begun_ = now();
  connection_.waits_since(begun_);
  std::variant<RequestHead, Refusal> head = read_head();
  if (auto* refusal = std::get_if<Refusal>(&head)) {
    // Some clients end a body with a line end, and that is no request.
    if (connection_.input().empty() && !has_begun_) return NothingReceived{};
    return RefusedRequest{std::move(*refusal), is_head_};
  }
  ReceivedRequest request{std::get<RequestHead>(std::move(head)), {}, nullptr};
  if (Flaw flaw = read_body(request)) {
    flaw->method = std::move(request.head.method);
    flaw->target = std::move(request.head.target);
    return RefusedRequest{*std::move(flaw), is_head_};
  }
  return request;
}

std::variant<RequestHead, Refusal> RequestReader::read_head() {
  while (true) {
    skip_line_ends();
    const std::string_view bytes = connection_.input();
    has_begun_ |= !bytes.empty();
    is_head_ = is_head_request(bytes);
    HeadScan scan = scan_head(bytes, scanned_);
    if (scan.refusal) return *std::move(scan.refusal);
    if (scan.size.value_or(bytes.size()) > limits_.max_head_bytes) {
      return head_too_large(bytes, limits_);
    }
    if (scan.size) {
      auto head = parse_request_head(bytes.substr(0, *scan.size), limits_);
      connection_.consume(*scan.size);
      scanned_ = 0; // what is left is body, and new
      return head;
    }
    scanned_ = bytes.size();
    if (Flaw flaw = await_input(begun_ + limits_.head_timeout)) return *std::move(flaw);
  }
}

void RequestReader::skip_line_ends() {
  const std::size_t skipped = leading_line_ends(connection_.input());
  if (skipped == 0) return;
  connection_.consume(skipped);
  scanned_ = 0;
}

Flaw RequestReader::read_body(ReceivedRequest& request) {
  if (request.head.framing == RequestFraming::none) return std::nullopt;
  request.share = std::make_unique<BodyShare>(
      room_, [&connection = connection_] { connection.interrupt(ConnectionEnd::evicted); });
  if (request.head.awaits_continue && connection_.input().empty()) {
    // When it cannot be sent, reading will show why.
    connection_.write("HTTP/1.1 100 Continue\r\n\r\n", limits_.write_timeout);
  }
  const bool is_counted = request.head.framing == RequestFraming::length;
  if (Flaw flaw = is_counted ? read_counted(request) : read_chunked(request)) return flaw;
  return request.share->complete() ? std::nullopt : Flaw(no_room());
}

Flaw RequestReader::read_counted(ReceivedRequest& request) {
  std::string& body = request.body;
  while (body.size() < request.head.length) {
    if (Flaw flaw = await_body()) return flaw;
    const std::string_view part =
        connection_.input().substr(0, static_cast<std::size_t>(request.head.length) - body.size());
    if (!request.share->grow_to(body.size() + part.size())) return no_room();
    body.append(part);
    connection_.consume(part.size());
  }
  return std::nullopt;
}

Flaw RequestReader::read_chunked(ReceivedRequest& request) {
  ChunkedBody chunks(limits_.max_body_bytes);
  ChunkedBody::Step step;
  while (step.progress == ChunkedBody::Progress::more) {
    if (Flaw flaw = await_body()) return flaw;
    step = chunks.decode(connection_.input(), request.body);
    connection_.consume(step.used);
    if (!request.share->grow_to(request.body.size())) return no_room();
  }
  if (step.progress == ChunkedBody::Progress::too_large) return body_too_large(limits_);
  if (step.progress == ChunkedBody::Progress::complete) return std::nullopt;
  return Refusal{400, "the chunked body is malformed"};
}

// Makes sure that there is input that was not looked at. What is there when the deadline passes is
// still read, once: we may be the ones who are late.
Flaw RequestReader::await_input(Instant deadline) {
  if (connection_.input().size() > scanned_) return std::nullopt;
  if (now() >= deadline && std::exchange(is_overdue_, true)) {
    return explain(Arrival::deadline, connection_);
  }
  const Arrival arrival = connection_.wait_for_input(deadline);
  if (arrival == Arrival::bytes) return std::nullopt;
  return explain(arrival, connection_);
}

} // namespace

RequestOutcome read_request(Connection& connection, const ServerLimits& limits, BodyRoom& room) {
  RequestReader reader(connection, limits, room);
  if (!reader.wait_for_begin()) return NothingReceived{};
  return reader.read();
}

} // namespace syncbell
