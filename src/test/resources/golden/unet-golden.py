"""Makes unet-golden.json: output, loss and gradients of the `test` U-Net in PyTorch, in double.

The network is written here from the papers' description, apart from the program's own code, in
PyTorch's layout. Every weight is drawn by a formula from its name and its place in the program's
layout, so none is zero and both sides draw alike.

    python3 unet-golden.py > unet-golden.json      (with torch 1.13 or later)
"""
import json
import math
import sys
import zlib

import torch
import torch.nn.functional as F
from torch import nn

SIZE, CHANNELS, BASE, HEADS, CLASSES = 8, 1, 4, 2, 3
WIDTH = 4 * BASE
torch.set_default_dtype(torch.float64)


def draw(name, *shape):
    """A weight in the program's layout; at index i: 0.4 (sin(1.37 i + p) + cos(0.11 i^2 + p) / 2)."""
    phase = zlib.crc32(name.encode()) % 1000 / 100
    count = math.prod(shape)
    values = [0.4 * (math.sin(i * 1.37 + phase) + 0.5 * math.cos(i * i * 0.11 + phase)) for i in range(count)]
    return nn.Parameter(torch.tensor(values).reshape(shape))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.drawn = {}

    def weight(self, name, *shape):
        if name not in self.drawn:
            self.drawn[name] = draw(name, *shape)
        return self.drawn[name]

    def conv(self, x, name, out, size=3, stride=1):
        """The program keeps kernels as [height, width, in, out]."""
        w = self.weight(name + "W", size, size, x.shape[1], out)
        return F.conv2d(x, w.permute(3, 2, 0, 1).contiguous(), self.weight(name + "B", out), stride, size // 2)

    def linear(self, x, name, out):
        """The program keeps matrices as [in, out]."""
        return x @ self.weight(name + "W", x.shape[1], out) + self.weight(name + "B", out)

    def norm(self, x, gamma, beta):
        c = x.shape[1]
        groups = max(g for g in range(1, c + 1) if c % g == 0 and g <= min(32, max(1, c // 4)))
        return F.group_norm(x, groups, self.weight(gamma, c), self.weight(beta, c), 1e-5)

    def residual(self, x, e, name, out):
        h = self.conv(F.silu(self.norm(x, name + "_firstGamma", name + "_firstBeta")), name + "_first", out)
        scale, shift = self.linear(e, name + "_embedding", 2 * out)[:, :, None, None].chunk(2, 1)
        h = self.norm(h, name + "_secondGamma", name + "_secondBeta") * (1 + scale) + shift
        h = self.conv(F.silu(h), name + "_second", out)
        return h + (x if x.shape[1] == out else self.conv(x, name + "_skip", out, 1))

    def attention(self, x, name):
        n, c, height, width = x.shape
        rows = self.norm(x, name + "_gamma", name + "_beta").permute(0, 2, 3, 1).reshape(-1, c)
        d = c // HEADS  # heads are split before queries, keys and values
        qkv = self.linear(rows, name + "_in", 3 * c).reshape(n, height * width, HEADS, 3, d)
        q, k, v = (qkv[:, :, :, i].permute(0, 2, 1, 3) for i in range(3))
        seen = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(d), -1) @ v
        rows = seen.permute(0, 2, 1, 3).reshape(-1, c)
        out = self.linear(rows, name + "_out", c).reshape(n, height, width, c).permute(0, 3, 1, 2)
        return x + out

    def forward(self, x, t, y):
        frequency = torch.exp(-math.log(10000) * torch.arange(BASE // 2) / (BASE // 2))
        angle = t[:, None] * frequency[None]
        e = self.linear(torch.cat([angle.cos(), angle.sin()], 1), "embedding_first", WIDTH)
        e = self.linear(F.silu(e), "embedding_second", WIDTH)
        e = F.silu(e + self.weight("embedding_classes", CLASSES + 1, WIDTH)[y])
        kept = [self.conv(x, "in-0_", BASE)]
        kept.append(self.residual(kept[-1], e, "in-1", BASE))
        kept.append(self.conv(kept[-1], "in-2_", BASE, stride=2))
        h = self.residual(kept[-1], e, "in-3", BASE)
        kept.append(self.attention(h, "in-3-attention"))
        h = self.residual(kept[-1], e, "middle-1", BASE)
        h = self.attention(h, "middle-2")
        h = self.residual(h, e, "middle-3", BASE)
        for i in range(4):
            h = self.residual(torch.cat([h, kept.pop()], 1), e, f"out-{i}", BASE)
            if i < 2:
                h = self.attention(h, f"out-{i}-attention")
            if i == 1:
                h = self.conv(F.interpolate(h, scale_factor=2.0, mode="nearest"), "out-1-up_", BASE)
        return self.conv(F.silu(self.norm(h, "head_Gamma", "head_Beta")), "head_", CHANNELS)


def numbers(count, phase):
    return [math.sin(i * 1.37 + phase) + 0.5 * math.cos(i * i * 0.11 + phase) for i in range(count)]


n = 3
x = torch.tensor(numbers(n * SIZE * SIZE, 0.1)).reshape(n, SIZE, SIZE, CHANNELS).permute(0, 3, 1, 2)
target = torch.tensor(numbers(n * SIZE * SIZE, 2.2)).reshape(n, SIZE, SIZE, CHANNELS).permute(0, 3, 1, 2)
t = torch.tensor([(i * 337 + 5) % 1000 for i in range(n)], dtype=torch.float64)
y = torch.tensor([i % (CLASSES + 1) for i in range(n)])
net = Net()
out = net(x, t, y)
weights = torch.tensor([0.5, 1.0, 1.5])[:, None, None, None]
loss = (weights * (out - target).square()).mean()
loss.backward()
gradients = {}
for name, w in net.drawn.items():
    g = w.grad.reshape(-1)
    gradients[name] = [float(f"{v:.12g}") for v in (g.norm().item(), g[0].item(), g[len(g) // 2].item(), g[-1].item())]
json.dump(
    {
        "about": f"unet-golden.py, PyTorch {torch.__version__}; gradients: norm, first, middle, last",
        "parameters": sum(w.numel() for w in net.drawn.values()),
        "output": [float(f"{v:.12g}") for v in out.permute(0, 2, 3, 1).reshape(-1).tolist()],
        "loss": loss.item(),
        "gradients": gradients,
    },
    sys.stdout,
    indent=1,
)
print()
