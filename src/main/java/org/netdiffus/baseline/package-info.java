/** Simple generators of series for a diffusion model to beat. */
@NullMarked
package org.netdiffus.baseline;

import org.jspecify.annotations.NullMarked;
