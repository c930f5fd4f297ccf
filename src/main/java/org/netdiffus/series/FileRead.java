package org.netdiffus.series;

import org.netdiffus.capture.PacketTotals;

/**
 * What the reading of one file came to.
 *
 * @param counts what became series, and what was left out
 * @param format kind of capture, or the name of a kind of table; empty when it is neither
 * @param totals sums over all packets of a capture; none of a table
 * @param upBytes bytes of the packets in traces that the client sent
 * @param downBytes bytes of the packets in traces that the client got
 */
public record FileRead(
    ReadCounts counts, String format, PacketTotals totals, long upBytes, long downBytes) {}
