/** Noise schedules, prediction targets, samplers and the {@code Denoiser} seam, on plain arrays. */
@NullMarked
package org.netdiffus.diffusion;

import org.jspecify.annotations.NullMarked;
