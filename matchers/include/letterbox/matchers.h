// All matchers.
#ifndef LETTERBOX_MATCHERS_H_
#define LETTERBOX_MATCHERS_H_

#include "letterbox/matchers/address.h"
#include "letterbox/matchers/attachment.h"
#include "letterbox/matchers/body.h"
#include "letterbox/matchers/calendar.h"
#include "letterbox/matchers/code.h"
#include "letterbox/matchers/delivery.h"
#include "letterbox/matchers/envelope.h"
#include "letterbox/matchers/image.h"
#include "letterbox/matchers/item.h"
#include "letterbox/matchers/link.h"
#include "letterbox/matchers/matcher.h"
#include "letterbox/matchers/snapshot.h"
#include "letterbox/matchers/time.h"

#endif  // LETTERBOX_MATCHERS_H_
