package org.netdiffus.measure;

/**
 * Shares of values in equal bins, for three sets side by side.
 *
 * @param title what is counted, with its unit
 * @param lower lower edge of the first bin
 * @param upper upper edge of the last bin
 * @param training share of each bin in the training part, adding up to 1
 * @param test the same for the test part
 * @param synthetic the same for the synthetic tiles
 */
public record Histogram(
    String title,
    double lower,
    double upper,
    double[] training,
    double[] test,
    double[] synthetic) {}
