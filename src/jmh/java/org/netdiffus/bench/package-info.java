/** What the benches share: the machine's name, medians and ratios. Never in the shaded jar. */
@NullMarked
package org.netdiffus.bench;

import org.jspecify.annotations.NullMarked;
