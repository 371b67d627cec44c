#include "net/repeated_reply.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("RepeatedReply") {
  ReplyFormatter formatter;
  RepeatedReply replies(formatter);
  ServerReply reply{200, "", "text/plain", {}};
  ReplyForm form;
  const auto is_formatted_anew = [&] {
    const std::string bytes = replies.format(reply, form);
    CHECK(bytes == formatter.format(reply, form));
    CHECK(replies.format(reply, form) == bytes); // and again, from memory
  };
  is_formatted_anew();

  SUBCASE("the body changes") { reply.body = "ok\n"; }
  SUBCASE("the status changes") { reply.status = 503; }
  SUBCASE("the type changes") {
    reply.body = "{}";
    is_formatted_anew();
    reply.content_type = "application/json";
  }
  SUBCASE("a header comes") { reply.headers = {{"Retry-After", "1"}}; }
  SUBCASE("it is a long one, and then another") {
    reply.body = std::string(5000, 'a');
    is_formatted_anew();
    reply.body.back() = 'b';
  }
  SUBCASE("the connection is to end") { form.keep_alive = false; }
  SUBCASE("the request was HEAD") {
    reply.body = "ok\n";
    is_formatted_anew();
    form.is_head = true;
  }
  SUBCASE("the request was HTTP/1.0") { form.is_http_1_0 = true; }
  is_formatted_anew();
}

TEST_CASE("RepeatedReply keeps nothing of what the reply was to call") {
  ReplyFormatter formatter;
  RepeatedReply replies(formatter);
  const auto kept = std::make_shared<int>(0);
  replies.format({200, "", "text/plain", {}, false, [kept] {}}, {});
  CHECK(kept.use_count() == 1);
}

TEST_CASE("RepeatedReply lets go of a long one once it is written") {
  ReplyFormatter formatter;
  RepeatedReply replies(formatter);
  const std::string& bytes = replies.format({200, std::string(100'000, 'a'), "text/plain", {}}, {});
  CHECK(bytes.size() > 100'000);
  replies.was_written();
  CHECK(bytes.capacity() < 100);
}
