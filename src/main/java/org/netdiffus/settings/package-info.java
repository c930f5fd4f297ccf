/** Settings in HOCON: resolved once, checked key by key, with errors that say what to do. */
@NullMarked
package org.netdiffus.settings;

import org.jspecify.annotations.NullMarked;
