package org.netdiffus.series;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.netdiffus.capture.CaptureReader;
import org.netdiffus.capture.LinkTypes;
import org.netdiffus.capture.NotACaptureException;
import org.netdiffus.capture.Packet;

/** A file of traces, read whole. */
public final class TraceFile {
  private TraceFile() {}

  /**
   * Reads all traces of one file. What is malformed is counted by reason and left out; what is
   * damaged is named, and the traces read before the damage are kept.
   *
   * @param in the file from its start, unpacked; closed by this method. Where packed data are
   *     damaged it throws an {@link java.io.EOFException} or a {@link java.util.zip.ZipException},
   *     which names the damage
   * @param path the file's path relative to the input with {@code /}
   * @param neighbours the files in the file's folder
   * @param rules how to read
   * @param series takes each series, all features of a trace after each other
   * @return what was read and what was not
   * @throws IOException when the storage fails; damage in the file's content is no such failure
   */
  public static FileRead read(
      InputStream in, String path, Neighbours neighbours, ReadRules rules, Consumer<Series> series)
      throws IOException {
    FileReading reading = new FileReading(path, rules, series);
    try (Content content = Content.of(in)) {
      TraceFormat format = rules.format();
      if (format == TraceFormat.PCAP
          || (format == TraceFormat.AUTO
              && TraceFormat.startsAsCapture(content.start(TraceFormat.MAGIC_BYTES)))) {
        readCapture(content, neighbours, reading);
      } else if (format == TraceFormat.JOY
          || (format == TraceFormat.AUTO
              && TraceFormat.startsAsJson(content.start(TraceFormat.JSON_BYTES)))) {
        reading.format(TraceFormat.JOY.settingName());
        JoyRows.read(new Lines(content), reading);
      } else {
        readTable(content, reading);
      }
      reading.fault(content.damage());
    }
    return reading.read();
  }

  private static void readTable(Content content, FileReading reading) throws IOException {
    Optional<Table> opened = Table.open(content);
    if (opened.isEmpty()) {
      reading.fault("neither a capture nor a table");
      return;
    }
    Table table = opened.get();
    TraceFormat format = reading.rules().format();
    if (format == TraceFormat.AUTO) {
      Optional<TraceFormat> told = TraceFormat.of(table, reading.rules().columns());
      if (told.isEmpty()) {
        reading.fault("a table without the columns of packets, cells, bins or values");
        return;
      }
      format = told.get();
    }
    reading.format(format.settingName());
    switch (format) {
      case PACKETS -> PacketRows.readNamed(table, reading);
      case CELLS -> PacketRows.readCells(table, reading);
      case VALUES -> PacketRows.readValues(table, reading);
      case BINS -> BinRows.read(table, reading);
      case AUTO, PCAP, JOY -> throw new IllegalStateException(format + " is no kind of table");
    }
  }

  private static void readCapture(Content content, Neighbours neighbours, FileReading reading)
      throws IOException {
    ReadRules rules = reading.rules();
    Optional<String> label = rules.label().labelOfFile(reading.path());
    if (label.isEmpty()) {
      reading.skip("no-label", 1);
      return;
    }
    Optional<DirectionRule> rule = rules.client().forCapture(neighbours);
    if (rule.isEmpty()) {
      reading.fault(ClientSide.NO_MAC_FILE);
      return;
    }
    try (CaptureReader capture = CaptureReader.open(content, rules.tunnel())) {
      reading.format(capture.format().description());
      Trace trace = new Trace(rules.shape(), rules.traces().packetLimit());
      long frame = 0;
      while (capture.advance()) {
        frame++;
        Packet packet = capture.packet();
        reading.totals().add(packet);
        if (!rules.packets().takes(packet)) {
          reading.skip(LinkTypes.reasonWithoutIp(packet.linkType()), frame);
        } else if (!packet.hasTime()) {
          reading.skip("no-time", frame);
        } else {
          reading.add(
              trace, packet.timeNanos(), packet.originalLength(), rule.get().of(packet), frame);
        }
      }
      capture
          .damage()
          .ifPresent(
              damage ->
                  reading.fault(damage.reason().description() + " at byte " + damage.position()));
      reading.finish(reading.path(), label.get(), trace);
    } catch (NotACaptureException notACapture) {
      reading.fault(
          Objects.requireNonNullElse(notACapture.getMessage(), notACapture.reason().description()));
    }
  }
}
