/**
 * Packets to labelled series: traces, directions, features, bins and the split into training and
 * test parts.
 */
@NullMarked
package org.netdiffus.series;

import org.jspecify.annotations.NullMarked;
