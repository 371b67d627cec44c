#include "core/time.hpp"
#include "net/deadline.hpp"
#include "net/http.hpp"
#include "net/httplib_exchange.hpp"
#include "net/late_errors.hpp"
#include "net/route.hpp"
#include "net/sendable.hpp"
#include "net/strict_tls.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <utility>

namespace syncbell {
namespace {

// ---- what goes out

// The connection and the framing of the body are the transport's; what a caller says of them, from
// a recorded request perhaps, would only contradict what happens.
bool is_the_transports(std::string_view name) {
  constexpr std::array<std::string_view, 8> ours = {
      "Connection", "Content-Length",    "Expect", "Keep-Alive", "Proxy-Connection",
      "TE",         "Transfer-Encoding", "Upgrade"};
  return std::any_of(ours.begin(), ours.end(), [name](std::string_view our_name) {
    return equals_ignoring_case(name, our_name);
  });
}

HeaderFields headers_to_send(const HttpRequest& request, const Route& route) {
  HeaderFields headers;
  const auto add_unless_given = [&](const char* name, std::string value) {
    if (!find_header(request.headers, name)) headers.push_back({name, std::move(value)});
  };
  add_unless_given("Host", route.target.authority());
  add_unless_given("User-Agent", "syncbell");
  for (const HeaderField& field : request.headers) {
    const bool is_coding = equals_ignoring_case(field.name, "Accept-Encoding");
    if (is_coding ? request.allow_codings : !is_the_transports(field.name))
      headers.push_back(field);
  }
  if (!request.allow_codings) headers.push_back({"Accept-Encoding", "identity"});
  headers.push_back({"Connection", "close"});
  const bool has_body = !request.body.empty() || request.method == "POST" ||
                        request.method == "PUT" || request.method == "PATCH";
  if (has_body) headers.push_back({"Content-Length", std::to_string(request.body.size())});
  if (route.goes_through_forwarder() && !route.proxy->authorization.empty()) {
    headers.push_back({"Proxy-Authorization", route.proxy->authorization.reveal()});
  }
  return headers;
}

std::string head_to_send(const HttpRequest& request, const Route& route) {
  const Url& url = route.target;
  const std::string target =
      route.goes_through_forwarder() ? url.origin() + url.target : url.target;
  return format_request_head(request.method + " " + target + " HTTP/1.1",
                             headers_to_send(request, route));
}

// ---- the transport

// Every request has a connection of its own. Kept ones would save little at our rates, and one that
// the server closes just then leaves it open whether a POST was carried out.
class HttplibTransport final : public HttpTransport {
public:
  explicit HttplibTransport(TransportOptions options) : options_(std::move(options)) {}

  Result<HttpReply> send(const HttpRequest& request, std::stop_token stop) override;

private:
  Result<Route> find_route(const std::string& text);
  Result<TlsContext> tls_context();

  const TransportOptions options_;
  std::mutex mutex_;
  std::optional<Result<TlsContext>> tls_; // made by the first request that needs it
};

Result<TlsContext> HttplibTransport::tls_context() {
  const std::lock_guard lock(mutex_);
  if (!tls_) tls_.emplace(make_tls_context(options_.ca_file));
  return *tls_;
}

Result<Route> HttplibTransport::find_route(const std::string& text) {
  Result<Route> route = plan_route(text, options_.proxies);
  if (!route || !route->target.is_https()) return route;
  Result<TlsContext> tls = tls_context();
  if (!tls) return tls.error();
  route->tls = *std::move(tls);
  return route;
}

Result<HttpReply> HttplibTransport::send(const HttpRequest& request, std::stop_token stop) {
  const Result<void> sendable = check_sendable(request.method, request.headers);
  if (!sendable) return sendable.error();
  const Result<Route> route = find_route(request.url);
  if (!route) return route.error();
  const Url& url = route->target;
  const Duration total = request.total_timeout;
  const Duration connecting = std::min(request.connect_timeout, total);

  const Instant start = now();
  Patience patience(std::move(stop));
  patience.limit(start + connecting, not_connected_in_time(url, connecting));
  const Result<std::unique_ptr<Channel>> channel = open_route(*route, patience);
  if (!channel) return channel.error();

  patience.limit(start + total, no_answer_in_time(url, total));
  const auto on_reply_head = [&] {
    patience.limit(start + total, reply_incomplete_in_time(url, total));
  };
  Result<HttpReply> reply =
      exchange(**channel, {request.method, head_to_send(request, *route), request.body,
                           request.max_reply_bytes, on_reply_head});
  if (reply && reply->status == 407 && route->proxy) return refused_by_proxy(*route->proxy, 407);
  return reply;
}

} // namespace

std::unique_ptr<HttpTransport> make_http_transport(TransportOptions options) {
  return std::make_unique<HttplibTransport>(std::move(options));
}

} // namespace syncbell
