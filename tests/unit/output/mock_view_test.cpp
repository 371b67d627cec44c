#include "output/mock_view.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("mock_exports can be pasted into a shell") {
  CHECK(mock_exports({"127.0.0.1", 4481, "mock-token"}) ==
        "export PROPEXO_API_URL=http://127.0.0.1:4481\nexport PROPEXO_API_TOKEN=mock-token\n");
  CHECK(mock_exports({"::1", 1, "it's $HOME"}) ==
        "export PROPEXO_API_URL='http://[::1]:1'\nexport PROPEXO_API_TOKEN='it'\\''s $HOME'\n");
}

TEST_CASE("encode_mock_ready") {
  CHECK(encode_mock_ready({"::1", 4481, "t\"k"}) ==
        "{\"type\":\"ready\",\"url\":\"http://[::1]:4481\",\"token\":\"t\\\"k\"}\n");
}
