#pragma once

#include "core/http_message.hpp"
#include "core/url.hpp"
#include "net/client_socket.hpp"
#include "net/patience.hpp"
#include "net/proxy.hpp"
#include "net/strict_tls.hpp"

#include <memory>
#include <optional>
#include <string>

namespace syncbell {

// How a request gets to its target.
struct Route {
  Url target;
  std::optional<Proxy> proxy;
  TlsContext tls; // needed for https

  // The target is asked for with its whole URL, by a proxy that reads the request itself.
  bool goes_through_forwarder() const { return proxy.has_value() && !target.is_https(); }
};

// The way to the URL: directly, or by the proxy that the settings name for it. `tls` is left to the
// caller. Fails with kind usage on a URL, or a proxy variable, that cannot be used.
Result<Route> plan_route(const std::string& url, const ProxySettings& proxies);

// A channel through which the target can be spoken to: looked up, connected, through the proxy's
// tunnel and TLS where there are such. Fails with kind network, saying which of it went wrong, or
// as Patience does; the patience must outlive the channel.
Result<std::unique_ptr<Channel>> open_route(const Route& route, const Patience& patience);

// The error of a proxy that wants to know who asks (status 407) or will not connect (any other).
Error refused_by_proxy(const Proxy& proxy, int status);

// "GET /x HTTP/1.1" and the headers, with the empty line. They must hold no line breaks.
std::string format_request_head(const std::string& request_line, const HeaderFields& headers);

} // namespace syncbell
