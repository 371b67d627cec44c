#include "net/delivery_head.hpp"

#include "core/forwarded_headers.hpp"

namespace syncbell {
namespace {

constexpr std::string_view host = "Host";
constexpr std::string_view content_length = "Content-Length";

void append_field(std::string_view name, std::string_view value, std::string& head) {
  head.append(name).append(": ").append(value).append("\r\n");
}

// A field of ours takes the place of the first one given under its name, and of all others.
class OwnField {
public:
  OwnField(std::string_view name, std::string_view value) : name_(name), value_(value) {}

  bool replaces(const HeaderField& given, std::string& head) {
    if (!equals_ignoring_case(given.name, name_)) return false;
    if (!written_) append_field(given.name, value_, head);
    written_ = true;
    return true;
  }
  void append_unless_written(std::string& head) const {
    if (!written_) append_field(name_, value_, head);
  }

private:
  std::string_view name_;
  std::string_view value_;
  bool written_ = false;
};

} // namespace

DeliveryAddress address_of(const Route& route) {
  const Url& url = route.target;
  if (!route.goes_through_forwarder()) return {url.target, url.authority(), {}};
  return {url.origin() + url.target, url.authority(), route.proxy->authorization};
}

void append_delivery_head(const DeliveryRequest& request, const DeliveryAddress& address,
                          std::string& head) {
  const std::string size = std::to_string(request.body.size());
  OwnField own_host(host, address.authority);
  OwnField own_length(content_length, size);
  head.append(request.method).append(" ").append(address.target).append(" HTTP/1.1\r\n");
  if (!find_header(request.headers, host)) own_host.append_unless_written(head);
  for (const HeaderField& field : request.headers) {
    if (own_host.replaces(field, head) || own_length.replaces(field, head)) continue;
    if (belongs_to_connection(field.name, request.headers)) continue;
    append_field(field.name, field.value, head);
  }
  own_length.append_unless_written(head);
  if (!address.proxy_authorization.empty()) {
    append_field("Proxy-Authorization", address.proxy_authorization.reveal(), head);
  }
  head.append("\r\n");
}

} // namespace syncbell
