// A value that is computed when it is first read: for the part of an observation that costs most,
// such as a flow, which a rung that has only some identity left to decide need not compute.
#pragma once

#include <functional>
#include <optional>
#include <utility>

namespace claimcheck {

/// Not for use by several threads at once.
template <class T>
class OnDemand {
 public:
  explicit OnDemand(std::function<T()> make) : make_(std::move(make)) {}

  const T& operator*() const {
    if (!value_) value_.emplace(make_());
    return *value_;
  }
  const T* operator->() const { return &**this; }

 private:
  std::function<T()> make_;
  mutable std::optional<T> value_;
};

}  // namespace claimcheck
