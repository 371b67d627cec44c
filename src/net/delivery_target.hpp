#pragma once

#include "core/http_message.hpp"
#include "core/result.hpp"
#include "net/http.hpp"

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

// Sending many requests to one URL, as fast as it takes them. HttpTransport has a connection for
// each request; here connections are kept, and a request and its headers leave in one write.
namespace syncbell {

// What is seen of a request; it must outlive the call that sends it.
struct DeliveryRequest {
  std::string_view method;
  // Go out in this order and spelling, with two exceptions: Host and Content-Length say what is
  // true of this request (in their place where they are given), and what belongs to one connection
  // only is left out: Connection and what it names, Transfer-Encoding, Expect and their like.
  const HeaderFields& headers;
  std::string_view body;
};

// One connection to the target, for one thread. It is opened by the first request, kept while the
// target keeps it, and opened anew where the target has closed it in between.
class DeliveryConnection {
public:
  virtual ~DeliveryConnection() = default;

  // The status that the request was answered with; redirects are not followed. The reply's body is
  // read and dropped. Fails with kind network (it could not connect, the time was up, the
  // connection broke: the message says which), local, usage (an unsendable header) or cancelled.
  //
  // What the target may have received is never sent twice: where a kept connection breaks after the
  // whole request has left, that is a failure, and whoever asked decides whether to ask again.
  virtual Result<int> send(const DeliveryRequest& request) = 0;
};

// May be used from several threads.
class DeliveryTarget {
public:
  virtual ~DeliveryTarget() = default;

  // It must not outlive the target. Once the token asks to stop, its send() ends with cancelled.
  virtual std::unique_ptr<DeliveryConnection> connect(std::stop_token stop) = 0;
};

struct DeliveryRoute {
  std::string url;
  TransportOptions transport = {};
  Duration timeout = std::chrono::seconds{30}; // of one request, from the look-up to the last byte
};

// Opens nothing yet. Fails (usage) on a URL, proxy or certificate file that cannot be used.
Result<std::unique_ptr<DeliveryTarget>> open_delivery_target(const DeliveryRoute& route);

} // namespace syncbell
