package org.netdiffus.measure;

/**
 * A figure of ours, to stand beside one of the paper's.
 *
 * @param what in words
 * @param value the figure
 * @param error standard error; NaN where none is known
 * @param unit such as {@code %} or {@code points}; empty without one
 * @param n test traces, or tiles on each side, that it rests on
 * @param source report that it was taken from, relative to the experiment's folder
 */
public record MeasuredResult(
    String what, double value, double error, String unit, long n, String source) {}
