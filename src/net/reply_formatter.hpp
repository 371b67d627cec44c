#pragma once

#include "net/http.hpp"

#include <memory>
#include <string>

namespace syncbell {

// What a reply depends on besides itself.
struct ReplyForm {
  bool is_head = false; // answers HEAD: headers only
  bool is_http_1_0 = false;
  bool keep_alive = true;
  friend bool operator==(const ReplyForm&, const ReplyForm&) = default;
};

// Turns replies into bytes. Safe to use from several threads at once.
class ReplyFormatter {
public:
  ReplyFormatter();
  ~ReplyFormatter();
  ReplyFormatter(const ReplyFormatter&) = delete;
  ReplyFormatter& operator=(const ReplyFormatter&) = delete;

  // Headers are written as given, but those that say where the reply ends (Content-Length,
  // Transfer-Encoding, Connection), which are always ours, and those with line ends in them, which
  // are left out. A status outside of 100..599 becomes 500.
  std::string format(const ServerReply& reply, const ReplyForm& form);

private:
  class Library;
  std::unique_ptr<Library> library_;
};

} // namespace syncbell
