package org.netdiffus.series;

import java.io.Serializable;
import org.netdiffus.capture.AddressRule;
import org.netdiffus.capture.Tunnel;

/**
 * How files are read: all that a reader of one file needs beside the file.
 *
 * @param format how the files are written
 * @param packets which frames of a capture count
 * @param tunnel which IP header of a tunnelled packet of a capture counts
 * @param traces which packets of a capture make one trace
 * @param client how the client's side of a capture is told
 * @param label where labels come from
 * @param trace which column of a table names the trace
 * @param columns what the columns of tables are called
 * @param timeScale unit of the times in tables
 * @param shape what to extract
 * @param addresses what addresses are called in what is written
 */
public record ReadRules(
    TraceFormat format,
    PacketFilter packets,
    Tunnel tunnel,
    TraceRule traces,
    ClientSide client,
    LabelRule label,
    TraceColumn trace,
    TableColumns columns,
    TimeScale timeScale,
    SeriesShape shape,
    AddressRule addresses)
    implements Serializable {

  /** A flow's client is who sends first in it, which only all its packets together tell. */
  boolean firstSenderOfFlow() {
    return traces.unit() == TraceRule.Unit.FLOW && client instanceof ClientSide.FirstSender;
  }
}
