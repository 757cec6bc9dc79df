#include "core/data/image_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace claimcheck {
namespace {

using Bytes = std::vector<unsigned char>;

Bytes read_all(const std::filesystem::path& path, const std::string& source) {
  std::ifstream in(path, std::ios::binary);
  if (!in) {
    throw ImageFileError("cannot open " + path.string() + ": get the file from " + source +
                         ", uncompressed, and give its path");
  }
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

/// Big-endian 32-bit word k of an IDX header. The caller has checked the length.
std::size_t word(const Bytes& bytes, std::size_t k) {
  std::size_t out = 0;
  for (std::size_t b = 0; b < 4; ++b) out = out << 8 | bytes[4 * k + b];
  return out;
}

constexpr const char* mnist_source = "the MNIST database of handwritten digits";
constexpr const char* cifar_source = "the CIFAR-10 binary version";

/// Checks an IDX header: magic number 0x00000800 + number of dimensions, then the dimensions.
Bytes read_idx(const std::filesystem::path& path, std::size_t dimensions) {
  Bytes bytes = read_all(path, mnist_source);
  const std::size_t header = 4 * (1 + dimensions);
  if (bytes.size() < header || word(bytes, 0) != 0x800 + dimensions) {
    throw ImageFileError(path.string() + " is not an IDX file of unsigned bytes with " +
                         std::to_string(dimensions) + " dimensions");
  }
  std::size_t expected = 1;
  for (std::size_t k = 1; k <= dimensions; ++k) expected *= word(bytes, k);
  if (bytes.size() != header + expected) {
    throw ImageFileError(path.string() + " has " + std::to_string(bytes.size()) +
                         " bytes, its header says " + std::to_string(header + expected));
  }
  return bytes;
}

}  // namespace

Images load_mnist(const std::filesystem::path& images, const std::filesystem::path& labels,
                  std::size_t count) {
  const Bytes pixels = read_idx(images, 3), classes = read_idx(labels, 1);
  if (word(pixels, 1) != word(classes, 1)) {
    throw ImageFileError(images.string() + " and " + labels.string() +
                         " hold different numbers of images");
  }
  const std::size_t n = std::min(count, word(pixels, 1)), d = word(pixels, 2) * word(pixels, 3);
  Images out{Matrix<double>(n, d), std::vector<std::size_t>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    out.labels[i] = classes[8 + i];
    for (std::size_t k = 0; k < d; ++k) out.pixels(i, k) = pixels[16 + i * d + k] / 255.0;
  }
  return out;
}

Images load_cifar10(const std::filesystem::path& batch, std::size_t count) {
  constexpr std::size_t d = 3072, record = d + 1;
  const Bytes bytes = read_all(batch, cifar_source);
  if (bytes.empty() || bytes.size() % record != 0) {
    throw ImageFileError(batch.string() + " has " + std::to_string(bytes.size()) +
                         " bytes, not a multiple of the " + std::to_string(record) +
                         " of a CIFAR-10 record");
  }
  const std::size_t n = std::min(count, bytes.size() / record);
  Images out{Matrix<double>(n, d), std::vector<std::size_t>(n)};
  for (std::size_t i = 0; i < n; ++i) {
    out.labels[i] = bytes[i * record];
    if (out.labels[i] > 9) {
      throw ImageFileError(batch.string() + ": label " + std::to_string(out.labels[i]) +
                           " in record " + std::to_string(i) + " is not one of 0..9");
    }
    for (std::size_t k = 0; k < d; ++k) out.pixels(i, k) = bytes[i * record + 1 + k] / 255.0;
  }
  return out;
}

}  // namespace claimcheck
