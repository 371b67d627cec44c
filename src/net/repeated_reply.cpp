#include "net/repeated_reply.hpp"

namespace syncbell {
namespace {

constexpr std::size_t longest_kept = 4096;

} // namespace

bool RepeatedReply::is_same(const ServerReply& reply, const ReplyForm& form) const {
  return is_kept_ && form == form_ && reply.status == reply_.status && reply.body == reply_.body &&
         reply.content_type == reply_.content_type && reply.headers == reply_.headers;
}

const std::string& RepeatedReply::format(const ServerReply& reply, const ReplyForm& form) {
  if (is_same(reply, form)) return bytes_;
  bytes_ = formatter_.format(reply, form);
  form_ = form;
  is_kept_ = bytes_.size() <= longest_kept;
  if (is_kept_) reply_ = {reply.status, reply.body, reply.content_type, reply.headers};
  return bytes_;
}

void RepeatedReply::was_written() {
  if (!is_kept_) std::string().swap(bytes_); // an assignment would keep its memory
}

} // namespace syncbell
