/* The system's libhdf5; where it lies is pkg-config's to say, since Debian keeps it in a folder of its own. */
#include <hdf5.h>
