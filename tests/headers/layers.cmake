# Fails when a file includes what its folder may not. ROOT is the tree.
file(GLOB_RECURSE all_files RELATIVE ${ROOT}
  ${ROOT}/transport/*.h ${ROOT}/transport/*.cc ${ROOT}/matchers/*.h ${ROOT}/matchers/*.cc
  ${ROOT}/fixtures/*.h ${ROOT}/fixtures/*.cc ${ROOT}/examples/*.h ${ROOT}/examples/*.cc)

# refuse(<regular expression of headers> <file>...)
function(refuse banned)
  foreach(file IN LISTS ARGN)
    file(STRINGS ${ROOT}/${file} hits REGEX "^#include [<\"](${banned})")
    foreach(hit IN LISTS hits)
      message(SEND_ERROR "${file}: ${hit}")
    endforeach()
  endforeach()
endfunction()

# home(<headers of a private package> <folder>...): no other folder includes it.
function(home package)
  string(REPLACE ";" "|" folders "${ARGN}")
  set(others ${all_files})
  list(FILTER others EXCLUDE REGEX "^(${folders})/")
  refuse("${package}" ${others})
endfunction()

# rule(<folder> <regular expression of what it may not include>)
function(rule folder banned)
  set(files ${all_files})
  list(FILTER files INCLUDE REGEX "^${folder}/")
  refuse("${banned}" ${files})
endfunction()

home("cpprest/|pplx/" transport/src/http)
home("curl/" transport/src/http)
home("tinyxml2" transport/src/xml)
home("yaml-cpp/" transport/src/config)
home("gmime/|gumbo|idn2\\.h|libical/|ytnef\\.h" transport/src/mime)
home("libpsl" transport/src/autodiscover)
home("nlohmann/" transport/src/auth fixtures/exchange)
home("boost/" transport/src/http fixtures/exchange)
home("openssl/" transport/src/auth transport/src/crypto transport/src/http fixtures/exchange)
home("gtest/|gmock/" matchers fixtures/include fixtures/src examples)

set(right_of_transport "letterbox/letterbox\\.h|letterbox/matchers|letterbox/fixtures|exchange/")
set(gtest_side "letterbox/matchers|letterbox/letterbox\\.h|letterbox/fixtures/(mail_test|subscription|environment)")
# The operations of the client: the embedded server has its own.
set(client "ews/ews_client|ews/ews_mailbox|ews/operations|auth/|http/")

rule(transport "${right_of_transport}")
rule(matchers "letterbox/letterbox\\.h|letterbox/fixtures|exchange/")
rule(fixtures/src "http/|ews/|xml/|mime/|auth/|exchange/")
rule(fixtures/exchange "${client}|${gtest_side}")
rule(fixtures/tool "${gtest_side}")
rule(examples "transport/src|fixtures/src|exchange/")

# cpprestsdk leaves a copy of every password given to it in memory.
set(http_files ${all_files})
list(FILTER http_files INCLUDE REGEX "^transport/src/http/")
foreach(file IN LISTS http_files)
  file(STRINGS ${ROOT}/${file} hits REGEX "credentials")
  if(hits)
    message(SEND_ERROR "${file} uses cpprestsdk's credentials: ${hits}")
  endif()
endforeach()
