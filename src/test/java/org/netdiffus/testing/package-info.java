/** What tests of several rooms share. */
@NullMarked
package org.netdiffus.testing;

import org.jspecify.annotations.NullMarked;
