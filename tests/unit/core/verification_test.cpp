#include "core/signature.hpp"
#include "core/verification.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const Secret secret("correct-horse");
const Secret rotated("battery-staple");

RawRequest request_with(HeaderFields headers, const std::string& body = "{}") {
  return {{}, "127.0.0.1", "POST", "/hook", std::move(headers), body};
}

RawRequest signed_by(const Secret& key, const std::string& body = "{}") {
  return request_with({{"Propexo-Signature", sign(body, key)}}, body);
}

// The status a request is rejected with, 0 when it is not.
int rejection_of(const RawRequest& request, const std::vector<Secret>& secrets) {
  RawRequest given = request;
  const auto checked = verify(std::move(given), secrets);
  const auto* rejection = std::get_if<Rejection>(&checked);
  if (rejection == nullptr) return 0;
  CHECK(given.headers == request.headers); // left as it was
  CHECK(given.body == request.body);
  CHECK(rejection->reason.find(sign(request.body, secret)) == std::string::npos);
  CHECK(rejection->reason.find(secret.reveal()) == std::string::npos);
  return rejection->status;
}

} // namespace

TEST_CASE("name_of a SignatureCheck") {
  CHECK(std::string(name_of(SignatureCheck::valid)) == "valid");
  CHECK(std::string(name_of(SignatureCheck::invalid)) == "invalid");
  CHECK(std::string(name_of(SignatureCheck::missing)) == "missing");
  CHECK(std::string(name_of(SignatureCheck::unchecked)) == "unchecked");
}

TEST_CASE("verify") {
  SUBCASE("lets in what is signed and keeps every byte") {
    const std::string body("{\"a\":1}\r\n\0\xff", 11);
    const auto checked = verify(signed_by(secret, body), {secret});
    const auto* delivery = std::get_if<VerifiedDelivery>(&checked);
    REQUIRE(delivery != nullptr);
    CHECK(delivery->signature() == SignatureCheck::valid);
    CHECK(delivery->request().body == body);
  }
  SUBCASE("tries every secret") {
    CHECK(rejection_of(signed_by(secret), {rotated, secret}) == 0);
    CHECK(rejection_of(signed_by(rotated), {rotated, secret}) == 0);
  }
  SUBCASE("rejects with 401 without a signature") {
    CHECK(rejection_of(request_with({}), {secret}) == 401);
    CHECK(rejection_of(request_with({{"x-propexo-signature", sign("{}", secret)}}), {secret}) ==
          401);
  }
  SUBCASE("rejects with 403 what was signed otherwise") {
    CHECK(rejection_of(signed_by(rotated), {secret}) == 403);
    CHECK(rejection_of(request_with({{"propexo-signature", ""}}), {secret}) == 403);
    CHECK(rejection_of(request_with({{"propexo-signature", sign("{} ", secret)}}), {secret}) ==
          403);
  }
  SUBCASE("rejects with 403 where there is no secret to check with") {
    CHECK(rejection_of(signed_by(secret), {}) == 403);
    CHECK(rejection_of(signed_by(Secret("")), {Secret("")}) == 403);
  }
  SUBCASE("checks the first of several signatures") {
    const HeaderField good{"propexo-signature", sign("{}", secret)};
    const HeaderField bad{"propexo-signature", sign("{}", rotated)};
    CHECK(rejection_of(request_with({good, bad}), {secret}) == 0);
    CHECK(rejection_of(request_with({bad, good}), {secret}) == 403);
  }
}

TEST_CASE("accept_unsigned") {
  const VerifiedDelivery delivery = accept_unsigned(request_with({}, "anything"));
  CHECK(delivery.signature() == SignatureCheck::unchecked);
  CHECK(delivery.request().body == "anything");
}

TEST_CASE("check_address") {
  RawRequest request = request_with({});
  SUBCASE("lets in a POST to the path") { CHECK_FALSE(check_address(request, "/hook")); }
  SUBCASE("does not mind a query") {
    request.target = "/hook?source=propexo";
    CHECK_FALSE(check_address(request, "/hook"));
  }
  SUBCASE("rejects another path with 404 whatever the method") {
    for (const char* target : {"/", "/hook/", "/Hook", "/hook2", "/hoo", "//hook", "/hook%20"}) {
      request.target = target;
      CHECK(check_address(request, "/hook")->status == 404);
    }
    request.method = "GET";
    CHECK(check_address(request, "/hook")->status == 404);
  }
  SUBCASE("rejects another method with 405 and says which is allowed") {
    for (const char* method : {"GET", "HEAD", "PUT", "OPTIONS", "post", ""}) {
      request.method = method;
      const auto rejection = check_address(request, "/hook");
      REQUIRE(rejection);
      CHECK(rejection->status == 405);
      CHECK(rejection->extra_header == HeaderField{"Allow", "POST"});
    }
  }
}
