# add_claim_tests(<program>): two ctest entries for each claim of the program's own catalogue,
# "<id> <title>" (check at quick effort) and "mutants/<id> <title>" (every planted mutant refuted),
# labelled with paper, kind and cost. They are asked of the program after each build, so a new claim
# needs no line here.
function(add_claim_tests program)
  set(tests ${CMAKE_CURRENT_BINARY_DIR}/${program}_claim_tests.cmake)
  add_custom_command(TARGET ${program} POST_BUILD VERBATIM
    COMMAND ${CMAKE_COMMAND} -D PROGRAM=$<TARGET_FILE:${program}> -D OUTPUT=${tests}
      -D EVIDENCE=${PROJECT_BINARY_DIR}/test-evidence
      -P ${PROJECT_SOURCE_DIR}/cmake/WriteClaimTests.cmake)
  set(include ${CMAKE_CURRENT_BINARY_DIR}/${program}_claim_tests_include.cmake)
  file(WRITE ${include}
    "if(EXISTS \"${tests}\")\n  include(\"${tests}\")\nelse()\n"
    "  add_test(${program}_is_not_built ${program}_is_not_built)\nendif()\n")
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${include})
endfunction()
