#include "net/kept_connection.hpp"

#include "core/contract.hpp"
#include "net/deadline.hpp"
#include "net/late_errors.hpp"
#include "net/reply_drain.hpp"
#include "net/reply_head.hpp"
#include "net/sendable.hpp"

#include <algorithm>

namespace syncbell {
namespace {

constexpr std::size_t most_of_a_reply = std::size_t{1} << 20;

// Smaller bodies leave in one write with their head.
constexpr std::size_t largest_joined_body = std::size_t{64} << 10;

// Servers close a connection that is idle for some seconds (2 is the least that is usual), and a
// request that crosses the close on its way is lost. Where there is time to be idle, there is time
// to connect.
constexpr std::chrono::seconds longest_idleness{1};

} // namespace

DeliveryPlan make_delivery_plan(Route route, Duration timeout) {
  DeliveryAddress address = address_of(route);
  Error no_answer = no_answer_in_time(route.target, timeout);
  Error incomplete = reply_incomplete_in_time(route.target, timeout);
  return {std::move(route), std::move(address), timeout, std::move(no_answer),
          std::move(incomplete)};
}

bool KeptConnection::can_be_used_again(Instant now) const {
  return channel_ && now - last_used_ < longest_idleness && channel_->is_quiet();
}

Result<void> KeptConnection::open(Instant start) {
  channel_.reset();
  const Duration connecting = std::min<Duration>(contract::connect_timeout, plan_.timeout);
  patience_.limit(start + connecting, not_connected_in_time(plan_.route.target, connecting));
  Result<std::unique_ptr<Channel>> channel = open_route(plan_.route, patience_);
  if (!channel) return channel.error();
  channel_ = *std::move(channel);
  return {};
}

Result<bool> KeptConnection::write(const DeliveryRequest& request) {
  outgoing_.clear();
  append_delivery_head(request, plan_.address, outgoing_);
  const bool joined = request.body.size() <= largest_joined_body;
  if (joined) outgoing_.append(request.body);
  Result<bool> listens = channel_->write(outgoing_);
  return joined || !listens || !*listens ? listens : channel_->write(request.body);
}

Result<int> KeptConnection::exchange(const DeliveryRequest& request, Instant start) {
  patience_.limit(start + plan_.timeout, plan_.no_answer);
  const Result<bool> listens = write(request);
  if (!listens) return listens.error();
  peer_listened_ = *listens;
  const Result<ReceivedHead> received = receive_reply_head(*channel_, request.method);
  if (!received) return received.error();
  if (received->head.status == 407 && plan_.route.proxy) {
    return refused_by_proxy(*plan_.route.proxy, 407);
  }
  patience_.limit(start + plan_.timeout, plan_.reply_incomplete);
  const Result<bool> kept = drain_reply(*channel_, *received, most_of_a_reply);
  if (!kept) return kept.error();
  if (!*kept || !peer_listened_) channel_.reset();
  return received->head.status;
}

Result<int> KeptConnection::send(const DeliveryRequest& request) {
  const Result<void> sendable = check_sendable(request.method, request.headers);
  if (!sendable) return sendable.error();
  const Instant start = now();
  const bool is_kept = can_be_used_again(start);
  if (!is_kept) {
    if (const Result<void> opened = open(start); !opened) return opened.error();
  }
  peer_listened_ = true;
  Result<int> status = exchange(request, start);
  if (!status && is_kept && !peer_listened_) {
    // It was closed after we looked, and has not had the whole request: nothing is sent twice.
    if (const Result<void> opened = open(start); !opened) return opened.error();
    status = exchange(request, start);
  }
  if (!status) channel_.reset();
  last_used_ = now();
  return status;
}

} // namespace syncbell
