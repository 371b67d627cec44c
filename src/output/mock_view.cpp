#include "output/mock_view.hpp"

#include "core/contract.hpp"
#include "core/shell_quote.hpp"
#include "core/url.hpp"
#include "output/json_parts.hpp"

#include <nlohmann/json.hpp>

namespace syncbell {
namespace {

std::string url_of(const MockAccess& access) {
  return "http://" + host_and_port(access.host, access.port);
}

std::string export_line(const char* variable, const std::string& value) {
  return std::string("export ") + variable + "=" + shell_quote(value) + "\n";
}

} // namespace

std::string mock_exports(const MockAccess& access) {
  return export_line(contract::api_url_variable, url_of(access)) +
         export_line(contract::token_variable, access.token);
}

std::string encode_mock_ready(const MockAccess& access) {
  using json = nlohmann::ordered_json;
  const json record = {{"type", "ready"}, {"url", url_of(access)}, {"token", access.token}};
  return one_line(record) + "\n";
}

} // namespace syncbell
