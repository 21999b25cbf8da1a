# The page of the connection file has the tables that PROGRAM prints. With
# UPDATE it is made to have them. ROOT is the tree.
set(page ${ROOT}/examples/connection_file/README.md)
execute_process(COMMAND ${PROGRAM} schema --table
  OUTPUT_VARIABLE tables COMMAND_ERROR_IS_FATAL ANY)
set(begin "<!-- letterbox schema --table -->\n")
set(end "<!-- end -->")

file(READ ${page} text)
string(FIND "${text}" "${begin}" first)
string(FIND "${text}" "${end}" last)
if(first EQUAL -1 OR last LESS first)
  message(FATAL_ERROR "${page} has no place for the tables")
endif()
string(LENGTH "${begin}" length)
math(EXPR first "${first} + ${length}")
string(SUBSTRING "${text}" 0 ${first} before)
string(SUBSTRING "${text}" ${last} -1 after)
set(wanted "${before}${tables}${after}")
if(wanted STREQUAL text)
  return()
endif()
if(UPDATE)
  file(WRITE ${page} "${wanted}")
else()
  message(FATAL_ERROR "${page} has other tables than the program. Bring it up "
    "to date:\ncmake -D UPDATE=ON -D ROOT=${ROOT} -D PROGRAM=${PROGRAM} "
    "-P ${CMAKE_CURRENT_LIST_FILE}")
endif()
