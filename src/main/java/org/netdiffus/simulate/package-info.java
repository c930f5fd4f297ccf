/** Seeded models of traffic classes, written as real captures for demonstration and scale tests. */
@NullMarked
package org.netdiffus.simulate;

import org.jspecify.annotations.NullMarked;
