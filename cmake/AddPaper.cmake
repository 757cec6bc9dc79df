# add_paper(<paper> CLAIMS <label> ...): an object library from theorems/<paper>/<label>.cpp and
# <paper>/paper.cpp, and one ctest entry a claim, labelled by paper.
function(add_paper paper)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "CLAIMS")
  set(sources ${paper}/paper.cpp)
  foreach(claim IN LISTS arg_CLAIMS)
    list(APPEND sources ${paper}/${claim}.cpp)
  endforeach()
  add_library(theorems_${paper} OBJECT ${sources})
  target_link_libraries(theorems_${paper} PUBLIC claimcheck_properties)
endfunction()
