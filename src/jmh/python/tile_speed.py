"""Tiles by numpy and OpenCV, as the paper's text has them: the field of n x n, gamma, INTER_AREA.

Usage: tile_speed.py SERIES POINTS SIZE, SERIES a file of float64 in native order. Prints a line
"ORDER TILES_PER_CPU_SECOND" for each order, on one thread.
"""

import sys
import time

import cv2
import numpy

GAMMA = 0.25


def field(x):
    s = numpy.sqrt(numpy.clip(1 - x * x, 0, 1))
    return numpy.clip((numpy.outer(x, x) - numpy.outer(s, s) + 1) / 2, 0, 1)


def paa(x, size):
    return field(cv2.resize(x[None, :], (size, 1), interpolation=cv2.INTER_AREA)[0]) ** GAMMA


def gamma_resize(x, size):
    return cv2.resize(field(x) ** GAMMA, (size, size), interpolation=cv2.INTER_AREA)


def resize_gamma(x, size):
    return cv2.resize(field(x), (size, size), interpolation=cv2.INTER_AREA) ** GAMMA


def rate(render, series, size):
    rates = []
    for _ in range(3):
        begun, count = time.process_time(), 0
        while time.process_time() - begun < 1.0:
            render(series[count % len(series)], size).astype(numpy.float32)
            count += 1
        rates.append(count / (time.process_time() - begun))
    return sorted(rates)[1]


def main():
    cv2.setNumThreads(1)
    points, size = int(sys.argv[2]), int(sys.argv[3])
    series = numpy.fromfile(sys.argv[1]).reshape(-1, points)
    print("numpy", numpy.__version__, "OpenCV", cv2.__version__, flush=True)
    for name, render in (("paa", paa), ("gamma-resize", gamma_resize), ("resize-gamma", resize_gamma)):
        print(name, rate(render, series, size), flush=True)


main()
