# Versions that Dependencies.cmake did not find on its own; the evidence records carry them.

# header_version(<variable> <header> <macro>): the string that a header defines.
function(header_version variable header macro)
  file(STRINGS ${header} line REGEX "#define ${macro} \"" LIMIT_COUNT 1)
  if(line MATCHES "\"(.*)\"")
    set(${variable} ${CMAKE_MATCH_1} PARENT_SCOPE)
  else()
    set(${variable} unknown PARENT_SCOPE)
  endif()
endfunction()

find_path(FLINT_INCLUDE_DIR flint/flint.h REQUIRED)
header_version(FLINT_VERSION ${FLINT_INCLUDE_DIR}/flint/flint.h FLINT_VERSION)
header_version(ARB_VERSION ${ARB_INCLUDE_DIR}/arb.h ARB_VERSION)

# RapidCheck carries no version of its own; Debian's package does.
execute_process(COMMAND dpkg-query -W -f "\${Version}" librapidcheck-dev
  OUTPUT_VARIABLE RAPIDCHECK_VERSION ERROR_QUIET RESULT_VARIABLE failed)
if(failed)
  set(RAPIDCHECK_VERSION unknown)
endif()
