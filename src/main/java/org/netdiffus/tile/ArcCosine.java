package org.netdiffus.tile;

/**
 * The arc cosine of 0..1 as {@code sqrt(1 - q) P(q)}, P of degree 14: within 1e-13 of {@link
 * Math#acos}, which takes ten times as long and is no vector instruction. The quotient {@code
 * arccos(q) / sqrt(1 - q)} is smooth up to q = 1, and its Chebyshev series converges by a factor of
 * 5.8 a term. The coefficients are those of that series, cut and written in powers of q.
 */
final class ArcCosine {
  private ArcCosine() {}

  /** Replaces each q in 0..1 by its arc cosine. */
  static void replace(double[] q) {
    for (int j = 0; j < q.length; j++) {
      double x = q[j];
      double p = 3.2041094964370135e-05;
      p = p * x - 0.0002765836955222767;
      p = p * x + 0.0011265474271749554;
      p = p * x - 0.0029232120091819526;
      p = p * x + 0.005556103786880158;
      p = p * x - 0.008531119781031863;
      p = p * x + 0.011510172440267467;
      p = p * x - 0.014668174800541039;
      p = p * x + 0.018623723946137503;
      p = p * x - 0.02436679718947663;
      p = p * x + 0.03368051677269459;
      p = p * x - 0.0507927668287779;
      p = p * x + 0.08904862099746808;
      p = p * x - 0.214601836582782;
      p = p * x + 1.5707963267948557;
      q[j] = Math.sqrt(1 - x) * p;
    }
  }
}
