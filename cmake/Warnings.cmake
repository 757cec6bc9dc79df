# The flags that every target shares. Certified code needs exact IEEE semantics: no fused
# multiply-add behind our back, no -ffast-math.
if(CMAKE_CXX_FLAGS MATCHES "-ffast-math|-Ofast|-funsafe-math-optimizations")
  message(FATAL_ERROR "claimcheck needs IEEE arithmetic: remove -ffast-math from CMAKE_CXX_FLAGS")
endif()

option(CLAIMCHECK_WERROR "Treat warnings as errors" ON)
# One fixed instruction set, so that double results do not depend on the machine that built them.
set(CLAIMCHECK_ARCH "x86-64-v3" CACHE STRING "Value of -march; empty for the compiler's default")

add_library(claimcheck_flags INTERFACE)
target_compile_features(claimcheck_flags INTERFACE cxx_std_20)
target_compile_options(claimcheck_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -ffp-contract=off
  $<$<BOOL:${CLAIMCHECK_WERROR}>:-Werror>
  "$<$<BOOL:${CLAIMCHECK_ARCH}>:-march=${CLAIMCHECK_ARCH}>"
  # g++ 12 copies a pair of doubles as one vector, right after writing them one by one; the stall
  # makes interval functions up to three times slower. Loops are still vectorised.
  $<$<CXX_COMPILER_ID:GNU>:-fno-tree-slp-vectorize>)
target_include_directories(claimcheck_flags INTERFACE ${PROJECT_SOURCE_DIR})
