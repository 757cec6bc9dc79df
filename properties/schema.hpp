// Schema: names the parts of a claim's setting, their sizes and domains, in the paper's symbols.
//
//   static Schema<Setting> schema() {
//     return Schema<Setting>()
//         .axis("m", 1, 5).axis("d", 1, 4)
//         .matrix("W", &Setting::W, "m", "d")
//         .signs("a", &Setting::a, "m")
//         .real("gamma", &Setting::gamma, above_up_to(0, 1));
//   }
//
// From it come the sampler, the shrinker, the printed form and the witness file.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "core/network/activation.hpp"
#include "properties/document.hpp"

namespace claimcheck {

template <class Setting>
class Schema {
 public:
  Schema& axis(std::string name, int least, int most) {
    layout_.axes.push_back({std::move(name), least, most});
    return *this;
  }
  /// An integer in a finite domain.
  Schema& integer(std::string name, int Setting::*member, Domain domain) {
    return add({.name = std::move(name),
                .kind = FieldKind::integer,
                .axes = {},
                .domain = domain,
                .allowed = {},
                .names = {}},
               member);
  }
  Schema& real(std::string name, double Setting::*member, Domain domain = anything()) {
    return add({.name = std::move(name),
                .kind = FieldKind::real,
                .axes = {},
                .domain = domain,
                .allowed = {},
                .names = {}},
               member);
  }
  /// Entries -1 or +1.
  Schema& signs(std::string name, std::vector<int> Setting::*member, std::string axis) {
    return integers(std::move(name), member, std::move(axis), {1, -1});
  }
  /// Entries from a finite list, simplest first.
  Schema& integers(std::string name, std::vector<int> Setting::*member, std::string axis,
                   std::vector<int> allowed) {
    return add({.name = std::move(name),
                .kind = FieldKind::integers,
                .axes = {std::move(axis)},
                .domain = {},
                .allowed = std::move(allowed),
                .names = {}},
               member);
  }
  Schema& vector(std::string name, Vector<double> Setting::*member, std::string axis,
                 Domain domain = anything()) {
    return add({.name = std::move(name),
                .kind = FieldKind::vector,
                .axes = {std::move(axis)},
                .domain = domain,
                .allowed = {},
                .names = {}},
               member);
  }
  Schema& matrix(std::string name, Matrix<double> Setting::*member, std::string rows,
                 std::string columns, Domain domain = anything()) {
    return add({.name = std::move(name),
                .kind = FieldKind::matrix,
                .axes = {std::move(rows), std::move(columns)},
                .domain = domain,
                .allowed = {},
                .names = {}},
               member);
  }
  /// One of an enumeration; `values` and their `names` simplest first.
  template <class Enum>
  Schema& choice(std::string name, Enum Setting::*member, std::vector<Enum> values,
                 std::vector<std::string> names) {
    layout_.fields.push_back({.name = std::move(name),
                              .kind = FieldKind::choice,
                              .axes = {},
                              .domain = {},
                              .allowed = {},
                              .names = std::move(names)});
    read_.push_back([member, values](const Setting& s) -> Value {
      for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] == s.*member) return static_cast<int>(i);
      }
      return 0;
    });
    write_.push_back([member, values](Setting& s, const Value& value) {
      s.*member = values[static_cast<std::size_t>(std::get<int>(value))];
    });
    return *this;
  }
  /// One of the named activation families.
  Schema& activation(std::string name, ActivationFamily Setting::*member,
                     std::span<const ActivationFamily> families) {
    std::vector<std::string> names;
    for (const ActivationFamily family : families) {
      names.emplace_back(activation_names[static_cast<std::size_t>(family)]);
    }
    return choice(std::move(name), member, {families.begin(), families.end()}, std::move(names));
  }
  /// The field added last is filled by the claim's random law, not by the search.
  Schema& drawn() {
    layout_.fields.back().drawn = true;
    return *this;
  }

  const Layout& layout() const { return layout_; }

  Document document(const Setting& setting) const {
    Document out;
    for (const auto& read : read_) out.values.push_back(read(setting));
    return out;
  }
  /// The document must fit the layout (see misfit).
  Setting setting(const Document& document) const {
    Setting out{};
    for (std::size_t k = 0; k < write_.size(); ++k) write_[k](out, document.values[k]);
    return out;
  }

 private:
  template <class Member>
  Schema& add(Field field, Member Setting::*member) {
    layout_.fields.push_back(std::move(field));
    read_.push_back([member](const Setting& s) -> Value { return s.*member; });
    write_.push_back(
        [member](Setting& s, const Value& value) { s.*member = std::get<Member>(value); });
    return *this;
  }

  Layout layout_;
  std::vector<std::function<Value(const Setting&)>> read_;
  std::vector<std::function<void(Setting&, const Value&)>> write_;
};

}  // namespace claimcheck
