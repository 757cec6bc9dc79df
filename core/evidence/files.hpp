// JSON and text files with errors that name the line.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>

#include "core/evidence/record.hpp"

namespace claimcheck {

/// Parses `text` and hands it to `use`, which may set `key` to what it is reading. Any error comes
/// back as BadFile with the line of the syntax error, or of the first mention of the key.
void parse_json(const std::string& text, const std::filesystem::path& origin, std::string& key,
                const std::function<void(const nlohmann::ordered_json&)>& use);

}  // namespace claimcheck
