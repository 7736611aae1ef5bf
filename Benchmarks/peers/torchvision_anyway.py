"""Makes `import torchvision` work beside a CPU build of torch: PyPI's is built for the CUDA build, and nothing here needs
its compiled operations."""

import torch

try:
    import torchvision
except RuntimeError:
    library = torch.library.Library("torchvision", "DEF")
    for name in ("nms", "qnms"):
        library.define(f"{name}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    import torchvision
