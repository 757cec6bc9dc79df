// Work on the rows of a matrix in blocks that fit the first-level cache, on one thread or several.
#pragma once

#include <cstddef>
#include <thread>
#include <vector>

#include "core/linear/product.hpp"

namespace claimcheck {

/// 64 rows of a hundred doubles fill a cache of 48 KiB.
inline constexpr std::size_t rows_per_block = 64;

constexpr std::size_t block_count(std::size_t rows) {
  return (rows + rows_per_block - 1) / rows_per_block;
}

/// work(block, rows) for every block of `rows` rows. The blocks do not depend on `threads`; what
/// `work` adds up per block, and the caller then over blocks in order, comes out in the same bits.
template <class Work>
void for_row_blocks(std::size_t rows, int threads, Work work) {
  const std::size_t blocks = block_count(rows);
  const auto run = [&](std::size_t first, std::size_t stride) {
    for (std::size_t b = first; b < blocks; b += stride) {
      const std::size_t start = b * rows_per_block;
      work(b, Rows{start, start + rows_per_block < rows ? rows_per_block : rows - start});
    }
  };
  const std::size_t workers = threads > 1 ? static_cast<std::size_t>(threads) : 1;
  std::vector<std::thread> others;
  for (std::size_t w = 1; w < workers && w < blocks; ++w) others.emplace_back(run, w, workers);
  run(0, workers);
  for (std::thread& other : others) other.join();
}

}  // namespace claimcheck
