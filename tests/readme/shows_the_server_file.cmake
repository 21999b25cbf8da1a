# The page "The embedded Exchange" shows the file that is beside it.
file(READ ${ROOT}/examples/exchange/README.md page)
file(READ ${ROOT}/examples/exchange/exchange.yaml content)
string(FIND "${page}" "```yaml\n${content}```\n" at)
if(at EQUAL -1)
  message(SEND_ERROR "examples/exchange/README.md shows another exchange.yaml than the tree has")
endif()
