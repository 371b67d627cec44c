#include "commands/forwarder.hpp"

#include "core/forwarded_headers.hpp"

namespace syncbell {
namespace {

constexpr std::size_t largest_reply = std::size_t{4} << 20;
// Of a body that is passed back; it is for the sender's log.
constexpr std::size_t largest_text = std::size_t{64} << 10;

HttpRequest request_to(const ForwardOptions& options, const RawRequest& received) {
  HttpRequest request;
  request.method = received.method;
  request.url = options.url;
  request.headers = forwarded_headers(received.headers);
  request.body = received.body;
  request.allow_codings = true;
  request.max_reply_bytes = largest_reply;
  request.total_timeout = options.timeout;
  return request;
}

bool is_text(std::string_view content_type) {
  return content_type.starts_with("text/") || content_type.find("json") != content_type.npos ||
         content_type.find("xml") != content_type.npos;
}

void copy_header(const char* name, const HeaderFields& from, HeaderFields& to) {
  if (const auto value = find_header(from, name)) to.push_back({name, std::string(*value)});
}

ServerReply reply_of(HttpReply answer) {
  if (answer.status < 200 || answer.status > 599) {
    return {502, "the service answered what is no HTTP status\n"};
  }
  ServerReply reply;
  reply.status = answer.status;
  copy_header("Retry-After", answer.headers, reply.headers);
  const std::string_view type = find_header(answer.headers, "Content-Type").value_or("");
  if (!is_text(type) || answer.body.size() > largest_text) return reply;
  copy_header("Content-Encoding", answer.headers, reply.headers);
  reply.content_type = type;
  reply.body = std::move(answer.body);
  return reply;
}

} // namespace

ServerReply Forwarder::pass_on(const VerifiedDelivery& delivery, const Event& event) {
  const Instant begun = clock_.now();
  Result<HttpReply> answer =
      transport_->send(request_to(options_, delivery.request()), stop_.get_token());
  const auto took = std::chrono::floor<Duration>(clock_.now() - begun);
  if (!answer) return not_answered(answer.error(), took, delivery, event);
  display_.forwarded(delivery, event, answer->status, took);
  return reply_of(*std::move(answer));
}

ServerReply Forwarder::not_answered(const Error& error, Duration took,
                                    const VerifiedDelivery& delivery, const Event& event) {
  ServerReply reply{502, "the service could not be reached\n"};
  if (error.kind == ErrorKind::cancelled)
    reply = {503, "shutting down\n"};
  else if (took >= options_.timeout)
    reply = {504, "the service did not answer in time\n"};
  display_.not_forwarded(delivery, event, error, reply.status);
  return reply;
}

} // namespace syncbell
