// All of this target is inlined from its header.
#include "CAllocator.h"
