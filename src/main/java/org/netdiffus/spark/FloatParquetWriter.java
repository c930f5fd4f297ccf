package org.netdiffus.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.util.ReflectionUtils;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport.WriteContext;
import org.apache.parquet.hadoop.codec.CodecConfig;
import org.apache.parquet.hadoop.codec.ZstandardCodec;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Writes one file of {@link FloatParquet}: arrays of floats by {@link FloatColumn}, all other
 * columns by Spark's own writer.
 */
final class FloatParquetWriter extends OutputWriter {
  private final String path;
  private final ParquetFileWriter file;
  private final WriteContext whole;
  private final long groupBytes;
  private final CodecFactory codecs;
  private final CompressionCodecName codec;
  private final ParquetProperties properties;
  private final ParquetWriteSupport others;
  private final MessageType otherColumns;
  private final ProjectingInternalRow withoutFloats;
  private final int[] places;

  private RowGroup group;

  private FloatParquetWriter(String path, StructType schema, TaskAttemptContext task)
      throws IOException {
    Configuration configuration = new Configuration(task.getConfiguration());
    this.codec = CodecConfig.from(task).getCodec();
    this.path = path;
    this.places = IntStream.range(0, schema.size()).filter(i -> isFloats(schema, i)).toArray();
    this.whole = new ParquetWriteSupport().init(configuration);
    int[] rest = IntStream.range(0, schema.size()).filter(i -> !isFloats(schema, i)).toArray();
    StructType restOfSchema =
        new StructType(
            IntStream.of(rest).mapToObj(i -> schema.fields()[i]).toArray(StructField[]::new));
    ParquetWriteSupport.setSchema(restOfSchema, configuration);
    this.others = new ParquetWriteSupport();
    this.otherColumns = others.init(configuration).getSchema();
    List<Object> kept = new ArrayList<>();
    IntStream.of(rest).forEach(kept::add);
    this.withoutFloats =
        ProjectingInternalRow.apply(
            restOfSchema, JavaConverters.asScalaBufferConverter(kept).asScala().toSeq());
    this.properties = ParquetProperties.builder().build();
    this.codecs = new OwnCodecs(configuration);
    this.groupBytes = ParquetOutputFormat.getLongBlockSize(configuration);
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(new Path(path), configuration),
            whole.getSchema(),
            ParquetFileWriter.Mode.CREATE,
            groupBytes,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            properties.getColumnIndexTruncateLength(),
            properties.getStatisticsTruncateLength(),
            properties.getPageWriteChecksumEnabled());
    file.start();
    this.group = new RowGroup();
  }

  static FloatParquetWriter open(String path, StructType schema, TaskAttemptContext task) {
    try {
      return new FloatParquetWriter(path, schema, task);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isFloats(StructType schema, int place) {
    return schema.fields()[place].dataType() instanceof ArrayType array
        && array.elementType().equals(DataTypes.FloatType)
        && !array.containsNull();
  }

  @Override
  public void write(InternalRow row) {
    try {
      group.add(row);
      if (group.bytes() >= groupBytes) {
        group.end();
        group = new RowGroup();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      if (group.rows > 0) {
        group.end();
      }
      file.end(whole.getExtraMetaData());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      codecs.release();
    }
  }

  @Override
  public String path() {
    return path;
  }

  /**
   * Codecs of one file. Parquet's factory keeps one codec of a name for the whole process, with the
   * level of whoever asked for it first, a reader perhaps.
   */
  private static final class OwnCodecs extends CodecFactory {
    private final Configuration settings;

    private OwnCodecs(Configuration settings) {
      super(settings, ParquetProperties.DEFAULT_PAGE_SIZE);
      this.settings = settings;
    }

    @Override
    protected CompressionCodec getCodec(CompressionCodecName name) {
      return name == CompressionCodecName.ZSTD
          ? ReflectionUtils.newInstance(ZstandardCodec.class, settings)
          : super.getCodec(name);
    }
  }

  /** The rows between two places at which a reader may start. */
  private final class RowGroup {
    private final ColumnChunkPageWriteStore pages;
    private final ColumnWriteStore rest;
    private final RecordConsumer consumer;
    private final List<FloatColumn> columns = new ArrayList<>();
    private long rows;

    private RowGroup() {
      MessageType schema = whole.getSchema();
      pages =
          new ColumnChunkPageWriteStore(
              codecs.getCompressor(codec),
              schema,
              properties.getAllocator(),
              properties.getColumnIndexTruncateLength());
      rest = properties.newColumnWriteStore(otherColumns, pages, pages);
      consumer = new ColumnIOFactory().getColumnIO(otherColumns).getRecordWriter(rest);
      others.prepareForWrite(consumer);
      for (int place : places) {
        String name = schema.getFields().get(place).getName();
        schema.getColumns().stream()
            .filter(column -> column.getPath()[0].equals(name))
            .forEach(column -> columns.add(new FloatColumn(column, pages.getPageWriter(column))));
      }
    }

    private void add(InternalRow row) throws IOException {
      withoutFloats.project(row);
      others.write(withoutFloats);
      for (int i = 0; i < places.length; i++) {
        if (row.isNullAt(places[i])) {
          columns.get(i).addNone();
        } else {
          columns.get(i).add(row.getArray(places[i]).toFloatArray());
        }
      }
      rows++;
    }

    private long bytes() {
      long bytes = rest.getBufferedSize();
      for (FloatColumn column : columns) {
        bytes += column.bytes();
      }
      return bytes;
    }

    private void end() throws IOException {
      consumer.flush();
      rest.flush();
      for (FloatColumn column : columns) {
        column.endPage();
      }
      file.startBlock(rows);
      pages.flushToFileWriter(file);
      file.endBlock();
      rest.close();
    }
  }
}
