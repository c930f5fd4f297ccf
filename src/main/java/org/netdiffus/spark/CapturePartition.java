package org.netdiffus.spark;

import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/**
 * What one task reads.
 *
 * @param pieces one after the other
 * @param hosts where the first piece's bytes are, if that is known
 */
record CapturePartition(List<CapturePiece> pieces, List<String> hosts) implements InputPartition {
  private static final long serialVersionUID = 1L;

  @Override
  public String[] preferredLocations() {
    return hosts.toArray(new String[0]);
  }
}
