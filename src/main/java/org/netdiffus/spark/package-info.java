/**
 * What touches Spark or Hadoop: row schemas, run folders with atomic output, sessions and progress.
 */
@NullMarked
package org.netdiffus.spark;

import org.jspecify.annotations.NullMarked;
