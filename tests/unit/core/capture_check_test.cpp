#include "core/capture_check.hpp"
#include "core/signature.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

const Secret secret("correct-horse");
const Secret other("battery-staple");

Capture record(const std::string& body, HeaderFields headers) {
  Capture capture{"x.json", true};
  capture.headers = std::move(headers);
  capture.body = body;
  return capture;
}

Capture payload(const std::string& body) {
  Capture capture{"x.json"};
  capture.body = body;
  return capture;
}

} // namespace

TEST_CASE("check_signature of a record") {
  const std::string body = "{\"a\":1}";
  SUBCASE("is valid under any of the secrets") {
    const Capture capture = record(body, {{"Propexo-Signature", sign(body, secret)}});
    CHECK(check_signature(capture, {}, {secret}).signature == SignatureCheck::valid);
    CHECK(check_signature(capture, {}, {other, secret}).signature == SignatureCheck::valid);
    CHECK(check_signature(capture, {}, {secret}).reason.empty());
  }
  SUBCASE("is invalid and says how many secrets were tried and never what is right") {
    const Capture capture = record(body, {{"propexo-signature", sign(body + " ", secret)}});
    const CaptureCheck one = check_signature(capture, {}, {secret});
    CHECK(one.signature == SignatureCheck::invalid);
    CHECK(one.reason.find("the secret") != std::string::npos);
    const CaptureCheck two = check_signature(capture, {}, {secret, other});
    CHECK(two.reason.find("any of the 2 secrets") != std::string::npos);
    for (const CaptureCheck& check : {one, two}) {
      CHECK(check.reason.find(sign(body, secret)) == std::string::npos);
    }
  }
  SUBCASE("is invalid where it is no signature at all") {
    for (const std::string& text : {std::string(), std::string("abc"), std::string(64, 'g'),
                                    "sha256=" + sign(body, secret), sign(body, secret) + " "}) {
      const CaptureCheck check =
          check_signature(record(body, {{"propexo-signature", text}}), {}, {secret});
      CHECK(check.signature == SignatureCheck::invalid);
      CHECK(check.reason.find("64 hexadecimal digits") != std::string::npos);
    }
  }
  SUBCASE("is missing without the header") {
    const CaptureCheck check = check_signature(record(body, {{"x-signature", "a"}}), {}, {secret});
    CHECK(check.signature == SignatureCheck::missing);
    CHECK(check.reason.find("propexo-signature") != std::string::npos);
  }
  SUBCASE("is of exactly its body") {
    const Capture capture = record(body + "\n", {{"propexo-signature", sign(body, secret)}});
    CHECK(check_signature(capture, {}, {secret}).signature == SignatureCheck::invalid);
  }
  SUBCASE("goes by the signature that is given in its place") {
    const Capture capture = record(body, {{"propexo-signature", "wrong"}});
    CHECK(check_signature(capture, sign(body, secret), {secret}).signature ==
          SignatureCheck::valid);
  }
}

TEST_CASE("check_signature of a payload") {
  const std::string body = "{\"a\":1}";
  SUBCASE("is valid with and without the line break that its file ends with") {
    for (const char* end : {"", "\n", "\r\n"}) {
      CHECK(check_signature(payload(body + end), sign(body, secret), {secret}).signature ==
            SignatureCheck::valid);
      CHECK(check_signature(payload(body + end), sign(body + end, secret), {secret}).signature ==
            SignatureCheck::valid);
    }
    CHECK(check_signature(payload(body + "\n\n"), sign(body, secret), {secret}).signature ==
          SignatureCheck::invalid);
  }
  SUBCASE("is missing where none is given") {
    CHECK(check_signature(payload(body), {}, {secret}).signature == SignatureCheck::missing);
  }
}
