#pragma once

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace syncbell {

// How --help looks: two columns within 80 characters, descriptions wrapped beside the flags. Leaves
// out what CLI11 adds by itself (ranges, "Excludes"), which the descriptions say in words.
class HelpFormatter final : public CLI::Formatter {
public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override;
  std::string make_usage(const CLI::App* app, std::string name) const override;
  std::string make_group(std::string group, bool is_positional,
                         std::vector<const CLI::Option*> options) const override;
  std::string make_option(const CLI::Option* option, bool is_positional) const override;
  std::string make_subcommand(const CLI::App* command) const override;
};

} // namespace syncbell
