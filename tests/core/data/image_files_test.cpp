#include "core/data/image_files.hpp"

#include <fstream>

#include "core/data/temporary_folder.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

namespace fs = std::filesystem;

/// Cases run as processes of their own, side by side.
struct Folder : TemporaryFolder {
  fs::path write(const std::string& name, const std::vector<int>& bytes) const {
    std::ofstream out(path() / name, std::ios::binary);
    for (const int byte : bytes) out.put(static_cast<char>(byte));
    return path() / name;
  }
  fs::path absent() const { return path() / "absent"; }
};

const std::vector<int> two_images = {0, 0, 8, 3, 0, 0, 0,  2,   0,   0, 0,
                                     1, 0, 0, 0, 3, 0, 51, 255, 102, 0, 0};
const std::vector<int> two_labels = {0, 0, 8, 1, 0, 0, 0, 2, 7, 3};

std::vector<int> cifar_record(int label, int first, int rest) {
  std::vector<int> out(3073, rest);
  out[0] = label;
  out[1] = first;
  return out;
}

}  // namespace

TEST_CASE("MNIST files are read") {
  const Folder folder;
  const fs::path images = folder.write("images", two_images);
  const fs::path labels = folder.write("labels", two_labels);
  const Images all = load_mnist(images, labels);
  REQUIRE(all.pixels.rows() == 2);
  REQUIRE(all.pixels.cols() == 3);
  CHECK(all.labels == std::vector<std::size_t>{7, 3});
  CHECK(all.pixels(0, 1) == 0.2);
  CHECK(all.pixels(0, 2) == 1);
  CHECK(all.pixels(1, 0) == 0.4);
  CHECK(load_mnist(images, labels, 1).pixels.rows() == 1);
}

TEST_CASE("CIFAR-10 files are read") {
  const Folder folder;
  std::vector<int> bytes = cifar_record(9, 255, 51);
  const std::vector<int> second = cifar_record(0, 0, 102);
  bytes.insert(bytes.end(), second.begin(), second.end());
  const Images all = load_cifar10(folder.write("batch", bytes));
  CHECK(all.labels == std::vector<std::size_t>{9, 0});
  CHECK(all.pixels.cols() == 3072);
  CHECK(all.pixels(0, 0) == 1);
  CHECK(all.pixels(0, 3071) == 0.2);
  CHECK(all.pixels(1, 1) == 0.4);
}

TEST_CASE("an absent, truncated or foreign file is one clear error") {
  const Folder folder;
  const fs::path images = folder.write("images", two_images);
  const fs::path labels = folder.write("labels", two_labels);
  CHECK_THROWS_WITH(load_mnist(folder.absent(), labels), Catch::Contains("cannot open") &&
                                                             Catch::Contains("absent") &&
                                                             Catch::Contains("MNIST"));
  CHECK_THROWS_AS(load_mnist(labels, images), ImageFileError);
  std::vector<int> cut = two_images;
  cut.pop_back();
  CHECK_THROWS_AS(load_mnist(folder.write("cut", cut), labels), ImageFileError);
  CHECK_THROWS_AS(load_mnist(images, folder.write("one", {0, 0, 8, 1, 0, 0, 0, 1, 7})),
                  ImageFileError);
  CHECK_THROWS_AS(load_mnist(folder.write("tiny", {0, 0}), labels), ImageFileError);
  CHECK_THROWS_WITH(load_cifar10(folder.absent()), Catch::Contains("CIFAR-10"));
  CHECK_THROWS_AS(load_cifar10(images), ImageFileError);
  CHECK_THROWS_AS(load_cifar10(folder.write("label", cifar_record(10, 0, 0))), ImageFileError);
}
