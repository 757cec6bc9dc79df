# add_paper(<paper> CLAIMS <file stem> ... [SHARED <file stem> ...]): an object library from
# <paper>/paper.cpp, one file a claim and what claims share. Object libraries, so that the linker
# drops nothing.
function(add_paper paper)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "CLAIMS;SHARED")
  set(sources ${paper}/paper.cpp)
  foreach(stem IN LISTS arg_CLAIMS arg_SHARED)
    list(APPEND sources ${paper}/${stem}.cpp)
  endforeach()
  add_library(theorems_${paper} OBJECT ${sources})
  target_link_libraries(theorems_${paper} PUBLIC claimcheck_properties)
  set(CLAIMCHECK_PAPERS ${CLAIMCHECK_PAPERS} theorems_${paper} PARENT_SCOPE)
endfunction()
