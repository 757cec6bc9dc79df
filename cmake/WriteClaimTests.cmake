# Writes OUTPUT, the ctest entries of every claim that PROGRAM lists; see ClaimTests.cmake.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND ${PROGRAM} list --json OUTPUT_VARIABLE claims COMMAND_ERROR_IS_FATAL ANY)
string(JSON count LENGTH "${claims}")
set(script "")

# One entry; the words of a title are part of the name, so that `ctest -R proxy` finds them.
function(add_entry name cost labels)
  string(JOIN "\" \"" command ${PROGRAM} ${ARGN} --effort quick --jobs 1)
  string(APPEND script "add_test(\"${name}\" \"${command}\")\n"
    "set_tests_properties(\"${name}\" PROPERTIES LABELS \"${labels}\" COST ${cost} TIMEOUT 300)\n")
  set(script "${script}" PARENT_SCOPE)
endfunction()

math(EXPR last "${count} - 1")
foreach(k RANGE ${last})
  string(JSON claim GET "${claims}" ${k})
  foreach(key id paper title kind cost)
    string(JSON ${key} GET "${claim}" ${key})
  endforeach()
  string(TOLOWER "${title}" slug)
  string(REGEX REPLACE "[^a-z0-9]+" "-" slug "${slug}")
  string(REGEX REPLACE "^-|-$" "" slug "${slug}")
  set(price cheap)
  if(cost GREATER 1)
    set(price costly)
  endif()
  add_entry("${id} ${slug}" ${cost} "claim;${paper};${kind};${price}"
    check ${id} --evidence ${EVIDENCE})
  add_entry("mutants/${id} ${slug}" ${cost} "mutants;${paper};${kind};${price}" mutants ${id})
endforeach()

file(WRITE ${OUTPUT} "${script}")
