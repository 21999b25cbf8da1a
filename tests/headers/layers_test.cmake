# Plants one file a rule that breaks it, and expects layers.cmake to name each.
file(REMOVE_RECURSE ${FOLDER})
set(planted
  "transport/include/a.h|<cpprest/http_client.h>"
  "transport/src/b.cc|<gtest/gtest.h>"
  "transport/src/ba.cc|<openssl/ssl.h>"
  "transport/src/bb.cc|<letterbox/fixtures/mail_test.h>"
  "transport/src/config/c.cc|<tinyxml2.h>"
  "transport/src/config/ca.cc|<curl/curl.h>"
  "transport/src/http/d.cc|<yaml-cpp/yaml.h>"
  "transport/src/auth/e.cc|<cpprest/json.h>"
  "transport/src/ews/f.cc|<tinyxml2.h>"
  "transport/src/mime/g.cc|<openssl/ssl.h>"
  "transport/src/xml/h.cc|<gmime/gmime.h>"
  "matchers/src/i.cc|<letterbox/fixtures/mail_test.h>"
  "fixtures/include/j.h|<boost/asio.hpp>"
  "fixtures/src/k.cc|\"xml/reader.h\""
  "fixtures/exchange/ews/l.cc|\"ews/operations/get_item.h\""
  "fixtures/tool/m.cc|<gmock/gmock.h>"
  "examples/n.cc|<cpprest/json.h>")
foreach(entry IN LISTS planted)
  string(REPLACE "|" ";" entry "${entry}")
  list(GET entry 0 path)
  list(GET entry 1 header)
  file(WRITE ${FOLDER}/${path} "#include ${header}\n")
endforeach()
file(WRITE ${FOLDER}/transport/src/http/o.cc "web::credentials user;\n")
list(APPEND planted "transport/src/http/o.cc")

execute_process(COMMAND ${CMAKE_COMMAND} -D ROOT=${FOLDER} -P ${LAYERS}
  RESULT_VARIABLE result ERROR_VARIABLE said)
if(result EQUAL 0)
  message(FATAL_ERROR "layers.cmake accepted a tree that breaks every rule")
endif()
foreach(entry IN LISTS planted)
  string(REGEX REPLACE "\\|.*" "" path "${entry}")
  string(FIND "${said}" "${path}" found)
  if(found EQUAL -1)
    message(SEND_ERROR "not caught: ${path}")
  endif()
endforeach()
