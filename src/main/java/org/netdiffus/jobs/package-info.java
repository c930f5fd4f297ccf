/** One class a verb, and the command line that starts them. */
@NullMarked
package org.netdiffus.jobs;

import org.jspecify.annotations.NullMarked;
