#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/url.hpp"
#include "net/http.hpp"
#include "net/resolver.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace syncbell {

struct Proxy {
  HostAndPort address;
  Secret authorization; // value of Proxy-Authorization; empty when there is none to send
};

// The proxy for requests to the target, or nothing when they go there directly. What cannot leave
// this machine never goes through a proxy, which could not reach it and would read the token.
//
// Only proxies of the form [http://][user:password@]host[:port] are spoken to; port 80 if not
// given. Fails with kind usage, naming the variable and not its value, when the one that counts is
// of another form.
Result<std::optional<Proxy>> choose_proxy(const ProxySettings& settings, const Url& target);

// Whether NO_PROXY names the target. Entries are separated by commas or white space and compared
// without case: "*" is everything; "example.com" and ".example.com" are that name and all below it;
// addresses ("10.0.0.1", "::1", "[::1]") are themselves only; each may end with ":port". Networks
// ("10.0.0.0/8") are not understood.
bool is_exempt_from_proxy(std::string_view no_proxy, const Url& target);

} // namespace syncbell
