#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace syncbell {

// How --help looks: two columns within 80 characters, descriptions wrapped beside the flags. Leaves
// out what CLI11 adds by itself (ranges, "Excludes"), which the descriptions say in words, and asks
// it for no layout, which is another one in each of its versions.
class HelpFormatter final : public CLI::Formatter {
public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;

private:
  std::string usage(const CLI::App& app, const std::string& name) const;
  std::string option_rows(const std::vector<const CLI::Option*>& options) const;
};

} // namespace syncbell
