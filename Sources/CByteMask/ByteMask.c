// All of this target is inlined from its header.
#include "CByteMask.h"
