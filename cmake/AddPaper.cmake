# add_paper(<paper> CLAIMS <file stem> ...): an object library from <paper>/paper.cpp and one file
# a claim. Object libraries, so that the linker drops nothing.
function(add_paper paper)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "CLAIMS")
  set(sources ${paper}/paper.cpp)
  foreach(claim IN LISTS arg_CLAIMS)
    list(APPEND sources ${paper}/${claim}.cpp)
  endforeach()
  add_library(theorems_${paper} OBJECT ${sources})
  target_link_libraries(theorems_${paper} PUBLIC claimcheck_properties)
  set(CLAIMCHECK_PAPERS ${CLAIMCHECK_PAPERS} theorems_${paper} PARENT_SCOPE)
endfunction()
