package org.netdiffus.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TraceFileTest {
  private static final LabelRule PARENT = new LabelRule.Parent();
  private static final SeriesShape SIGNED = Reading.sequence(4, Feature.SIGNED_SIZE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time,direction;0,1                 | PACKETS",
        "time,size;0,1                      | PACKETS",
        "time,size,b1,b2;0,1,2,3            | PACKETS",
        "label,b0,b1;x,1,2                  | BINS",
        "0.5,1                              | CELLS",
        "0.5,s,512                          | CELLS",
        "frame.len;66                       | VALUES",
        "66                                 | VALUES",
      })
  void theFormatIsToldByTheContent(String lines, TraceFormat format) throws IOException {
    byte[] bytes = lines.replace(";", "\n").getBytes(StandardCharsets.UTF_8);
    try (Content content = Content.of(new ByteArrayInputStream(bytes))) {
      assertThat(TraceFormat.of(Table.open(content).orElseThrow(), TableColumns.COMMON))
          .contains(format);
    }
  }

  @Test
  void whatHoldsNoTracesIsNamed() {
    ReadRules rules = rules(SIGNED);

    assertThat(
            fault(Reading.text(rules, "a/README.md", "# A title", "", "Some words, with commas.")))
        .isEqualTo("a table without the columns of packets, cells, bins or values");
    assertThat(fault(Reading.text(rules, "a/x", "\u0000\u0001\u0002")))
        .isEqualTo("neither a capture nor a table");
    assertThat(fault(Reading.bytes(rules, "a/empty.csv", new byte[0])))
        .isEqualTo("neither a capture nor a table");
    assertThat(fault(Reading.text(rules, "a/x.csv", "time,direction", "0,1")))
        .isEqualTo("no column size");
    byte[] magicOnly = {(byte) 0xd4, (byte) 0xc3, (byte) 0xb2, (byte) 0xa1, 2, 0};
    assertThat(fault(Reading.bytes(rules, "a/x.pcap", magicOnly))).contains("file header");
  }

  @Test
  void aPackedFileCutShortGivesItsWholeLinesAndIsNamed() throws IOException {
    StringBuilder text = new StringBuilder("time,size\n");
    for (int i = 0; i < 50_000; i++) {
      text.append(i).append(',').append(i % 3 == 0 ? -1111 : 1111).append('\n');
    }
    byte[] half = Arrays.copyOf(text.toString().getBytes(StandardCharsets.UTF_8), 200_000);
    List<Series> series = new ArrayList<>();
    ReadCounts counts =
        TraceFile.read(
                new SequenceInputStream(
                    new ByteArrayInputStream(half),
                    failing(new EOFException("gzip data cut short"))),
                "p/a.csv.gz",
                name -> Optional.empty(),
                rules(Reading.sequence(60_000, Feature.SIGNED_SIZE)),
                series::add)
            .counts();

    assertThat(counts.faults()).isEqualTo(Map.of("p/a.csv.gz", "gzip data cut short"));
    assertThat(counts.skipped()).isEmpty();
    assertThat(series).hasSize(1);
    assertThat(series.get(0).length()).isBetween(1000, 49_000);
    for (int i = 0; i < series.get(0).length(); i++) {
      assertThat(series.get(0).values()[i]).isEqualTo(i % 3 == 0 ? -1111 : 1111);
    }
  }

  @Test
  void errorsOfTheStorageAreNotDamage() {
    assertThatThrownBy(
            () ->
                TraceFile.read(
                    failing(new IOException("connection reset")),
                    "p/a.csv",
                    name -> Optional.empty(),
                    rules(SIGNED),
                    series -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
  }

  private static InputStream failing(IOException failure) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        throw failure;
      }

      @Override
      public int read(byte[] bytes, int offset, int count) throws IOException {
        throw failure;
      }
    };
  }

  @Test
  void labelsThatAreNotUtf8AreLeftOutAndNotMixedUp() {
    ReadRules rules =
        Reading.rules(
            TraceFormat.AUTO, new LabelRule.ColumnCell("label"), Reading.bins(1, 2, Feature.BYTES));
    String text = "label,b0,b1,qualit\u00e9\ncaf\u00e9,1,2,3\ncaf\u00e8,1,2,3\ntea,1,2,3\n";

    Reading latin = Reading.bytes(rules, "t.csv", text.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(latin.series()).extracting(Series::label).containsExactly("tea");
    assertThat(latin.counts().skipped()).isEqualTo(Map.of("no-label", new Skipped(2, "t.csv", 2)));
    Reading utf8 = Reading.bytes(rules, "t.csv", text.getBytes(StandardCharsets.UTF_8));
    assertThat(utf8.series())
        .extracting(Series::label)
        .containsExactly("caf\u00e9", "caf\u00e8", "tea");
  }

  @Test
  void quotesCarriageReturnsAndAByteOrderMarkAreTakenAway() {
    Reading reading =
        Reading.text(
            rules(Reading.sequence(3, Feature.SIGNED_SIZE, Feature.GAP)),
            "p/a.csv",
            "\ufeff\"time\",\"size\",\"a \"\"b\"\", c\"\r",
            "0,\"60\",x\r",
            "1,-70,\"y, z\"\r");

    assertThat(reading.series().get(0).values()).containsExactly(60, -70, 0);
    assertThat(reading.series().get(1).values()).containsExactly(0, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = TraceFormat.class,
      names = {"PCAP", "PACKETS", "CELLS", "BINS", "VALUES"})
  void noFormatFailsOnAnyBytes(TraceFormat format) {
    java.util.Random random = new java.util.Random(7);
    ReadRules rules = Reading.rules(format, PARENT, SIGNED);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (i % 2 == 0) {
        byte[] alphabet = "0123456789,\t\n\".-e;bd ".getBytes(StandardCharsets.UTF_8);
        for (int j = 0; j < bytes.length; j++) {
          bytes[j] = alphabet[Math.floorMod(bytes[j], alphabet.length)];
        }
      }
      assertThat(Reading.bytes(rules, "a/x", bytes).counts().files()).isEqualTo(1);
    }
  }

  private static String fault(Reading reading) {
    assertThat(reading.counts().faultyFiles()).isEqualTo(1);
    return reading.counts().faults().values().iterator().next();
  }

  private static ReadRules rules(SeriesShape shape) {
    return Reading.rules(TraceFormat.AUTO, PARENT, shape);
  }
}
