#include "net/repeated_reply.hpp"

namespace syncbell {

bool RepeatedReply::is_same(const ServerReply& reply, const ReplyForm& form) const {
  return !bytes_.empty() && form == form_ && reply.status == reply_.status &&
         reply.body == reply_.body && reply.content_type == reply_.content_type &&
         reply.headers == reply_.headers;
}

const std::string& RepeatedReply::format(const ServerReply& reply, const ReplyForm& form) {
  if (is_same(reply, form)) return bytes_;
  bytes_ = formatter_.format(reply, form);
  reply_ = {reply.status, reply.body, reply.content_type, reply.headers};
  form_ = form;
  return bytes_;
}

} // namespace syncbell
