// libcurl, started.
#ifndef LETTERBOX_HTTP_CURL_MULTI_H_
#define LETTERBOX_HTTP_CURL_MULTI_H_

#include <curl/curl.h>

#include <memory>

namespace letterbox {

struct CurlMultiFreed {
  void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
using CurlMulti = std::unique_ptr<CURLM, CurlMultiFreed>;

/// The first one starts libcurl for the process.
CurlMulti NewCurlMulti();

}  // namespace letterbox

#endif  // LETTERBOX_HTTP_CURL_MULTI_H_
