// The whole C surface of the engine, one header a family.
#ifndef FRUGAL_TORCH_H
#define FRUGAL_TORCH_H

#include "frugal_core.h"
#include "frugal_indexing.h"
#include "frugal_activation.h"
#include "frugal_attention.h"
#include "frugal_autograd.h"
#include "frugal_fourier.h"
#include "frugal_cost.h"
#include "frugal_convolution.h"
#include "frugal_coordinate_lstm.h"
#include "frugal_elementwise.h"
#include "frugal_embedding.h"
#include "frugal_engine.h"
#include "frugal_event_loops.h"
#include "frugal_kernels.h"
#include "frugal_lif.h"
#include "frugal_linear.h"
#include "frugal_linear_algebra.h"
#include "frugal_losses.h"
#include "frugal_normalization.h"
#include "frugal_optimizers.h"
#include "frugal_pooling.h"
#include "frugal_recurrent.h"
#include "frugal_reduction.h"
#include "frugal_shape.h"

#endif
