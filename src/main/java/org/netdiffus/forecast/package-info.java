/** What a job will take and give, worked out before it runs. */
@NullMarked
package org.netdiffus.forecast;

import org.jspecify.annotations.NullMarked;
