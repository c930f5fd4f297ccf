/** Synthetic network traffic by diffusion models, as batch jobs on Apache Spark. */
@NullMarked
package org.netdiffus;

import org.jspecify.annotations.NullMarked;
