/** Charts and the self-contained HTML report of an evaluation. */
@NullMarked
package org.netdiffus.report;

import org.jspecify.annotations.NullMarked;
