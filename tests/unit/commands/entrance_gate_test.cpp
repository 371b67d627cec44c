#include "commands/entrance_gate.hpp"
#include "support/arriving.hpp"
#include "support/raw_requests.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

struct Fixture {
  EntranceGate gate{Secret("of the proof"), [this](const RawRequest&, const Rejection& rejection) {
                      rejections.push_back(rejection.status);
                    }};
  std::vector<int> rejections;

  HttpRequest proof(const std::string& nonce = "0123") {
    HttpRequest request = gate.new_proof(nonce);
    request.url = "https://a.example/public/hook?k=1";
    return request;
  }
};

} // namespace

TEST_CASE("EntranceGate lets nothing in before it is opened") {
  Fixture fixture;
  CHECK(fixture.gate.answer(signed_request("{}")).status == 503);
  CHECK(fixture.rejections == std::vector<int>{503});
  fixture.gate.open([](const RawRequest& request) { return ServerReply{201, request.body}; });
  CHECK(fixture.gate.answer(signed_request("{}")).status == 201);
  CHECK(fixture.rejections.size() == 1);
}

TEST_CASE("EntranceGate knows a proof of ours") {
  Fixture fixture;
  const HttpRequest proof = fixture.proof();
  CHECK_FALSE(fixture.gate.arrived_at(proof));
  SUBCASE("at whatever path it arrives") {
    CHECK(fixture.gate.answer(arriving(proof, "/local?k=1")).status == 200);
    CHECK(fixture.gate.arrived_at(proof) == "/local");
    CHECK(fixture.rejections.empty());
  }
  SUBCASE("once") {
    CHECK(fixture.gate.answer(arriving(proof)).status == 200);
    CHECK(fixture.gate.answer(arriving(proof)).status == 503);
  }
  SUBCASE("each of several") {
    const HttpRequest second = fixture.proof("4567");
    CHECK(fixture.gate.answer(arriving(second)).status == 200);
    CHECK_FALSE(fixture.gate.arrived_at(proof));
    CHECK(fixture.gate.answer(arriving(proof)).status == 200);
  }
  SUBCASE("after it was opened too") {
    fixture.gate.open([](const RawRequest&) { return ServerReply{201}; });
    CHECK(fixture.gate.answer(arriving(proof)).status == 200);
    CHECK(fixture.gate.answer(arriving(proof)).status == 201);
  }
  SUBCASE("not when proofs have ended") {
    fixture.gate.end_proofs();
    CHECK(fixture.gate.answer(arriving(proof)).status == 503);
  }
}

TEST_CASE("EntranceGate takes no proof of a stranger") {
  Fixture fixture;
  HttpRequest proof = fixture.proof();
  SUBCASE("with another body") { proof.body += " "; }
  SUBCASE("with another method") { proof.method = "PUT"; }
  SUBCASE("with another signature") {
    proof.headers = {{"propexo-signature", sign(proof.body, Secret("of a stranger"))}};
  }
  SUBCASE("never sent") {
    const EntranceGate other(Secret("of the proof"), nullptr);
    proof = EntranceGate(Secret("of the proof"), nullptr).new_proof("89ab");
  }
  proof.url = "https://a.example/";
  CHECK(fixture.gate.answer(arriving(proof)).status == 503);
  CHECK_FALSE(fixture.gate.arrived_at(proof));
}

TEST_CASE("EntranceGate notices a proxy that takes the signature away") {
  Fixture fixture;
  HttpRequest proof = fixture.proof();
  proof.headers.clear();
  CHECK(fixture.gate.answer(arriving(proof)).status == 503);
  CHECK(fixture.gate.arrived_unsigned());
  CHECK_FALSE(fixture.gate.arrived_at(proof));
}
