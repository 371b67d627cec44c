#include "cli/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("command_named") {
  CLI::App tree;
  tree.add_subcommand("wait");
  const CLI::App* listen = tree.add_subcommand("listen");
  CHECK(command_named(tree, "listen") == listen);
  CHECK(command_named(tree, "lis") == nullptr);
  CHECK(command_named(tree, "") == nullptr);
}
