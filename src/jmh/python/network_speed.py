#!/usr/bin/env python3
"""The `cpu` network in PyTorch, timed when it is told to be.

Says first the version and the number of parameters. Then each line of standard input is `train N`
or `forward N`; the answer is the CPU seconds of the computing thread and the seconds on the clock.

A training step is what a worker of netdiffus does in one: draw time steps and noise, v target,
mean square, backward, cut the gradient to norm 1, AdamW; and it keeps the average of the weights.
To see it alone: printf 'train 3\\nforward 9\\n' | OMP_NUM_THREADS=1 network_speed.py
"""

import argparse
import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional

SIZE = 32
CHANNELS = 32
MULTIPLIERS = (1, 2, 2, 2)
BLOCKS = 1
ATTENTION_AT = (8,)
HEADS = 4
PARAMETERS = 1_627_457  # without the classes' embedding
TIME_STEPS = 1000
AVERAGE_DECAY = 0.999


def group_norm(channels):
    """At most 32 groups of at least 4 channels, as many as divide the channels."""
    most = min(32, max(1, channels // 4))
    groups = max(d for d in range(1, most + 1) if channels % d == 0)
    return nn.GroupNorm(groups, channels)


class ResidualBlock(nn.Module):
    """Two convolutions; time and class scale and shift what the second one sees."""

    def __init__(self, incoming, outgoing, embedding):
        super().__init__()
        self.norm_in = group_norm(incoming)
        self.conv_in = nn.Conv2d(incoming, outgoing, 3, padding=1)
        self.scale_shift = nn.Linear(embedding, 2 * outgoing)
        self.norm_out = group_norm(outgoing)
        self.conv_out = nn.Conv2d(outgoing, outgoing, 3, padding=1)
        same = incoming == outgoing
        self.skip = nn.Identity() if same else nn.Conv2d(incoming, outgoing, 1)

    def forward(self, x, embedded):
        inner = self.conv_in(functional.silu(self.norm_in(x)))
        scale, shift = self.scale_shift(embedded)[:, :, None, None].chunk(2, 1)
        inner = torch.addcmul(shift, self.norm_out(inner), 1 + scale)
        return self.skip(x) + self.conv_out(functional.silu(inner))


class Attention(nn.Module):
    """Every pixel looks at every other, in several heads."""

    def __init__(self, channels):
        super().__init__()
        self.norm = group_norm(channels)
        self.to_qkv = nn.Conv2d(channels, 3 * channels, 1)
        self.out = nn.Conv2d(channels, channels, 1)

    def forward(self, x, embedded):
        batch, channels, height, width = x.shape
        wide = channels // HEADS
        qkv = self.to_qkv(self.norm(x)).reshape(batch * HEADS, 3 * wide, height * width)
        query, key, value = qkv.chunk(3, 1)
        weights = torch.bmm(query.transpose(1, 2), key) / math.sqrt(wide)
        seen = torch.bmm(value, torch.softmax(weights, -1).transpose(1, 2))
        return x + self.out(seen.reshape(batch, channels, height, width))


class Plain(nn.Module):
    """A convolution that the embedding does not concern, after doubling the size if asked."""

    def __init__(self, incoming, outgoing, stride=1, double=False):
        super().__init__()
        self.double = double
        self.conv = nn.Conv2d(incoming, outgoing, 3, stride=stride, padding=1)

    def forward(self, x, embedded):
        if self.double:
            x = functional.interpolate(x, scale_factor=2.0, mode="nearest")
        return self.conv(x)


class Stage(nn.ModuleList):
    """Blocks one after the other."""

    def forward(self, x, embedded):
        for block in self:
            x = block(x, embedded)
        return x


class UNet(nn.Module):
    """Down to a quarter of a quarter of the pixels and up again, each level seeing its encoder's."""

    def __init__(self, classes):
        super().__init__()
        embedding = 4 * CHANNELS
        self.time = nn.Sequential(
            nn.Linear(CHANNELS, embedding), nn.SiLU(), nn.Linear(embedding, embedding)
        )
        self.classes = nn.Embedding(classes + 1, embedding)
        channels, size, kept = CHANNELS, SIZE, [CHANNELS]
        self.down = nn.ModuleList([Stage([Plain(1, CHANNELS)])])
        for level, multiplier in enumerate(MULTIPLIERS):
            for _ in range(BLOCKS):
                stage = self.blocks(channels, CHANNELS * multiplier, size, embedding)
                channels = CHANNELS * multiplier
                self.down.append(stage)
                kept.append(channels)
            if level < len(MULTIPLIERS) - 1:
                self.down.append(Stage([Plain(channels, channels, stride=2)]))
                kept.append(channels)
                size //= 2
        self.middle = Stage(
            [
                ResidualBlock(channels, channels, embedding),
                Attention(channels),
                ResidualBlock(channels, channels, embedding),
            ]
        )
        self.up = nn.ModuleList()
        for level, multiplier in reversed(list(enumerate(MULTIPLIERS))):
            for block in range(BLOCKS + 1):
                stage = self.blocks(channels + kept.pop(), CHANNELS * multiplier, size, embedding)
                channels = CHANNELS * multiplier
                if block == BLOCKS and level > 0:
                    stage.append(Plain(channels, channels, double=True))
                    size *= 2
                self.up.append(stage)
        self.norm = group_norm(channels)
        self.head = nn.Conv2d(channels, 1, 3, padding=1)
        half = CHANNELS // 2
        frequencies = torch.exp(-math.log(10000) * torch.arange(half) / half)
        self.register_buffer("frequencies", frequencies, persistent=False)

    @staticmethod
    def blocks(incoming, outgoing, size, embedding):
        stage = Stage([ResidualBlock(incoming, outgoing, embedding)])
        if size in ATTENTION_AT:
            stage.append(Attention(outgoing))
        return stage

    def forward(self, x, steps, classes):
        angles = steps.float()[:, None] * self.frequencies[None]
        embedded = self.time(torch.cat([angles.cos(), angles.sin()], 1)) + self.classes(classes)
        embedded = functional.silu(embedded)
        kept = []
        for stage in self.down:
            x = stage(x, embedded)
            kept.append(x)
        x = self.middle(x, embedded)
        for stage in self.up:
            x = stage(torch.cat([x, kept.pop()], 1), embedded)
        return self.head(functional.silu(self.norm(x)))


class Training:
    """The network with its updater, the average of its weights and one batch of tiles."""

    def __init__(self, batch, classes):
        self.network = UNet(classes)
        self.weights = list(self.network.parameters())
        self.updater = torch.optim.AdamW(self.weights, lr=2e-4, weight_decay=0)
        self.average = [weight.detach().clone() for weight in self.weights]
        place = (torch.arange(1, TIME_STEPS + 1) / TIME_STEPS + 0.008) / 1.008
        kept = torch.cos(place * math.pi / 2).square().clamp(1e-9, 1 - 1e-9)
        self.signal, self.noise = kept.sqrt(), (1 - kept).sqrt()
        self.tiles = torch.rand(batch, 1, SIZE, SIZE) * 2 - 1
        self.classes = torch.randint(0, classes, (batch,))

    def train(self):
        steps = torch.randint(0, TIME_STEPS, self.classes.shape)
        noise = torch.randn_like(self.tiles)
        signal = self.signal[steps][:, None, None, None]
        level = self.noise[steps][:, None, None, None]
        predicted = self.network(signal * self.tiles + level * noise, steps, self.classes)
        loss = (predicted - (signal * noise - level * self.tiles)).square().mean()
        self.updater.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.weights, 1.0)
        self.updater.step()
        with torch.no_grad():
            torch._foreach_mul_(self.average, AVERAGE_DECAY)
            torch._foreach_add_(self.average, self.weights, alpha=1 - AVERAGE_DECAY)

    def forward(self):
        with torch.no_grad():
            steps = torch.randint(0, TIME_STEPS, self.classes.shape)
            self.network(self.tiles, steps, self.classes)

    def parameters(self):
        return sum(weight.numel() for weight in self.weights) - self.network.classes.weight.numel()


def timed(work, count):
    clock, cpu = time.perf_counter(), time.thread_time()
    for _ in range(count):
        work()
    return time.thread_time() - cpu, time.perf_counter() - clock


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--batch", type=int, default=32)
    options.add_argument("--classes", type=int, default=20)
    given = options.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    training = Training(given.batch, given.classes)
    if training.parameters() != PARAMETERS:
        sys.exit(f"another network: {training.parameters()} parameters in place of {PARAMETERS}")
    timed(training.train, 3)
    timed(training.forward, 5)
    print(f"PyTorch {torch.__version__}, {training.parameters()} parameters, one thread", flush=True)
    for line in sys.stdin:
        work, count = line.split()
        cpu, clock = timed(getattr(training, work), int(count))
        print(f"{cpu:.6f} {clock:.6f}", flush=True)


if __name__ == "__main__":
    main()
