#include "net/http_session.hpp"

#include "net/deadline.hpp"
#include "net/repeated_reply.hpp"
#include "net/request_reader.hpp"
#include "platform/clock.hpp"

namespace syncbell {
namespace {

constexpr Duration linger_time{50};
// By how much longer than it has, one that had its answer and asks for nothing more is taken to
// wait: more than anybody may wait, so that it makes room before all others.
constexpr std::chrono::hours head_start{1};

// What is to be done after an exchange.
enum class Next { request, linger, close };

// What a handler throws is a mistake of ours, and none of the client's business.
ServerReply call(const ServerHandler& handler, RawRequest request) {
  try {
    return handler(std::move(request));
  } catch (...) {
    return {500, "internal error\n"};
  }
}

RawRequest request_from(const Connection& connection) {
  RawRequest request;
  request.received_at = SystemClock().wall();
  request.peer = connection.peer();
  return request;
}

// Body and share are gone before the reply is written: whoever does not read it holds no room.
ServerReply handle(const ServerHandler& handler, ReceivedRequest received,
                   const Connection& connection) {
  RawRequest request = request_from(connection);
  request.method = std::move(received.head.method);
  request.target = std::move(received.head.target);
  request.headers = std::move(received.head.headers);
  request.body = std::move(received.body);
  return call(handler, std::move(request));
}

class HttpSession {
public:
  HttpSession(Connection& connection, const SessionServices& services)
      : connection_(connection), services_(services), replies_(services.formatter) {}

  Next exchange();

private:
  Next answer(ReceivedRequest received);
  Next refuse(const RefusedRequest& refused);
  void tell(const RefusedRequest& refused) const;
  Next send(const ServerReply& reply, ReplyForm form);

  Connection& connection_;
  const SessionServices& services_;
  RepeatedReply replies_;
};

Next HttpSession::send(const ServerReply& reply, ReplyForm form) {
  if (reply.drop) return Next::close;
  if (reply.on_sent) form.keep_alive = false;
  if (!connection_.write(replies_.format(reply, form), services_.limits.write_timeout)) {
    return Next::close;
  }
  replies_.was_written();
  if (form.keep_alive) return Next::request;
  connection_.end_writing();
  if (reply.on_sent) reply.on_sent();
  return Next::linger;
}

Next HttpSession::refuse(const RefusedRequest& refused) {
  ServerReply reply;
  reply.status = refused.refusal.status;
  reply.body = refused.refusal.reason + "\n";
  return send(reply, {.is_head = refused.is_head, .keep_alive = false});
}

void HttpSession::tell(const RefusedRequest& refused) const {
  if (connection_.interruption() == ConnectionEnd::draining) return;
  RawRequest request = request_from(connection_);
  request.method = refused.refusal.method;
  request.target = refused.refusal.target;
  services_.on_refused(request, refused.refusal.status, refused.refusal.reason);
}

Next HttpSession::answer(ReceivedRequest received) {
  const bool is_head = received.head.method == "HEAD";
  const bool is_http_1_0 = received.head.is_http_1_0;
  const bool wants_more = received.head.keep_alive;
  if (connection_.interruption() == ConnectionEnd::draining) {
    return refuse({{503, "the server is stopping"}, is_head});
  }
  const ServerReply reply = handle(services_.handler, std::move(received), connection_);
  // After a status below 200 a client would wait for another one.
  const bool keep_alive = wants_more && reply.status >= 200 && !services_.is_full &&
                          connection_.interruption() == ConnectionEnd::none;
  return send(reply, {is_head, is_http_1_0, keep_alive});
}

Next HttpSession::exchange() {
  RequestOutcome outcome = read_request(connection_, services_.limits, services_.room);
  connection_.is_busy();
  if (auto* received = std::get_if<ReceivedRequest>(&outcome)) return answer(std::move(*received));
  if (const auto* refused = std::get_if<RefusedRequest>(&outcome)) {
    tell(*refused);
    return refuse(*refused);
  }
  return Next::close;
}

} // namespace

void serve_connection(Connection& connection, const SessionServices& services) {
  HttpSession session(connection, services);
  connection.waits_since(now());
  Next next = session.exchange();
  while (next == Next::request) {
    connection.waits_since(now() - head_start);
    next = session.exchange();
  }
  if (next == Next::close) return;
  // Whoever needs the place may have it at once.
  connection.waits_since(Instant::min());
  connection.linger(linger_time);
}

} // namespace syncbell
