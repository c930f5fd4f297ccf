package org.netdiffus.capture;

import java.io.IOException;
import java.io.InputStream;

/** A capture that can be read from any place. */
public interface CaptureBytes {
  /** Length in bytes. */
  long length();

  /**
   * Opens a stream that starts at this place; it is the caller's to close.
   *
   * @throws IOException when the storage fails
   */
  InputStream from(long position) throws IOException;
}
