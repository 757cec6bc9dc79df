// Loaders for MNIST (IDX files) and CIFAR-10 (binary version). The data are not part of this
// project; the files are looked for where the caller says.
#pragma once

#include <filesystem>
#include <stdexcept>

#include "core/linear/matrix.hpp"

namespace claimcheck {

struct Images {
  Matrix<double> pixels;  ///< n x d in [0, 1]: the byte over 255, row by row, channel-major
  std::vector<std::size_t> labels;  ///< 0..9
};

/// An absent, truncated or foreign file; the message names the file and where to get it.
struct ImageFileError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The first `count` images of an IDX pair such as train-images-idx3-ubyte and
/// train-labels-idx1-ubyte, uncompressed. All of them when count is larger.
/// @throws ImageFileError
Images load_mnist(const std::filesystem::path& images, const std::filesystem::path& labels,
                  std::size_t count = ~std::size_t{0});

/// The first `count` images of a CIFAR-10 batch such as data_batch_1.bin: records of one label byte
/// and 3072 pixel bytes. @throws ImageFileError
Images load_cifar10(const std::filesystem::path& batch, std::size_t count = ~std::size_t{0});

}  // namespace claimcheck
