#include "net/resolver.hpp"

#include "core/url.hpp"

#include <netdb.h>
#include <netinet/in.h>

#include <condition_variable>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>

namespace syncbell {
namespace {

using Addresses = std::vector<SocketAddress>;

// What the thread that looks up and the one that waits have in common; whoever is last frees it.
struct Inquiry {
  HostAndPort target;
  LookUp look_up_name;
  std::mutex mutex;
  std::condition_variable_any answered;
  std::optional<Result<Addresses>> answer;
};

void answer_inquiry(const std::shared_ptr<Inquiry>& inquiry) {
  Result<Addresses> answer = inquiry->look_up_name(inquiry->target);
  const std::lock_guard lock(inquiry->mutex);
  inquiry->answer.emplace(std::move(answer));
  inquiry->answered.notify_all();
}

Result<Addresses> wait_for_answer(Inquiry& inquiry, const Patience& patience) {
  std::unique_lock lock(inquiry.mutex);
  const auto is_answered = [&inquiry] { return inquiry.answer.has_value(); };
  if (inquiry.answered.wait_until(lock, patience.stop(), patience.deadline(), is_answered)) {
    return *std::move(inquiry.answer);
  }
  if (patience.stop().stop_requested()) return cancelled_error();
  return patience.when_over();
}

Error no_address(const HostAndPort& target, int code) {
  std::string message = "cannot find the address of " + target.host;
  if (code == EAI_AGAIN) message += ": the name server does not answer";
  return {ErrorKind::network, message, "check the name and this machine's network connection"};
}

// getaddrinfo() into our own type; empty with the code set when it failed.
Addresses ask_system(const HostAndPort& target, int flags, int& code) {
  addrinfo hints = {};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = flags | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  code = ::getaddrinfo(target.host.c_str(), std::to_string(target.port).c_str(), &hints, &found);
  Addresses addresses;
  if (code != 0) return addresses;
  for (const addrinfo* info = found; info != nullptr; info = info->ai_next) {
    SocketAddress& address = addresses.emplace_back();
    std::memcpy(&address.storage, info->ai_addr, info->ai_addrlen);
    address.length = info->ai_addrlen;
  }
  ::freeaddrinfo(found);
  return addresses;
}

} // namespace

const sockaddr* SocketAddress::raw() const {
  return static_cast<const sockaddr*>(static_cast<const void*>(&storage));
}

std::string HostAndPort::text() const { return host_and_port(host, port); }

Result<Addresses> look_up(const HostAndPort& target) {
  int code = 0;
  Addresses addresses = ask_system(target, 0, code);
  if (addresses.empty()) return no_address(target, code);
  return addresses;
}

Result<Addresses> resolve(const HostAndPort& target, const Patience& patience,
                          LookUp look_up_name) {
  if (const Result<void> allowed = patience.check(); !allowed) return allowed.error();
  int code = 0;
  Addresses literal = ask_system(target, AI_NUMERICHOST, code);
  if (!literal.empty()) return literal;

  const auto inquiry = std::make_shared<Inquiry>();
  inquiry->target = target;
  inquiry->look_up_name = std::move(look_up_name);
  try {
    std::thread(answer_inquiry, inquiry).detach();
  } catch (const std::system_error& failure) {
    return Error{ErrorKind::local, "cannot look up " + target.host + ": " + failure.what()};
  }
  return wait_for_answer(*inquiry, patience);
}

} // namespace syncbell
