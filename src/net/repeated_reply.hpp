#pragma once

#include "net/reply_formatter.hpp"

namespace syncbell {

// Formats the replies of one connection. It remembers the last one, as a sender is told the same of
// nearly every delivery, and to format it is a tenth of what answering one costs; but no long one,
// as connections may be many.
class RepeatedReply {
public:
  explicit RepeatedReply(ReplyFormatter& formatter) : formatter_(formatter) {}

  // What ReplyFormatter::format gives; valid until the next call.
  const std::string& format(const ServerReply& reply, const ReplyForm& form);
  // Once that is written: lets go of it where it is a long one.
  void was_written();

private:
  bool is_same(const ServerReply& reply, const ReplyForm& form) const;

  ReplyFormatter& formatter_;
  ServerReply reply_ = {};
  ReplyForm form_ = {};
  std::string bytes_ = {};
  bool is_kept_ = false; // reply_ is what bytes_ were made of
};

} // namespace syncbell
