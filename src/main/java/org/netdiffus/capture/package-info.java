/** Bytes of a capture file to packets: formats, record boundaries, link types and headers. */
@NullMarked
package org.netdiffus.capture;

import org.jspecify.annotations.NullMarked;
