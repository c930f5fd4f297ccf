/** Fidelity, utility and privacy metrics of tiles and series, on plain arrays. */
@NullMarked
package org.netdiffus.measure;

import org.jspecify.annotations.NullMarked;
