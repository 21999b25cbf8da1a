# One line a target, targets/<name>.cc: those of transport, and those of the
# embedded Exchange.
set(fuzz_targets_of_transport
  autodiscover
  codes
  config
  html
  mime
  redirect_request
  soap_answer
  splitter
  token_answer)
set(fuzz_targets_of_exchange
  smtp
  soap_request)
set(fuzz_targets ${fuzz_targets_of_transport} ${fuzz_targets_of_exchange})

# The folders of LETTERBOX_EWS_EXAMPLES whose messages some also begin with.
set(fuzz_examples_soap_answer responses)
set(fuzz_examples_soap_request requests)
set(fuzz_examples_splitter responses)
