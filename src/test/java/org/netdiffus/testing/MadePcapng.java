package org.netdiffus.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Blocks of pcapng, put together by hand. */
public final class MadePcapng {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private ByteOrder order;

  public MadePcapng(ByteOrder order) {
    this.order = order;
  }

  public MadePcapng section() {
    return section(order);
  }

  /** A section whose numbers are in this order. */
  public MadePcapng section(ByteOrder newOrder) {
    order = newOrder;
    ByteBuffer body = body(16).putInt(0x1a2b3c4d).putShort((short) 1).putShort((short) 0);
    return block(0x0a0d0d0a, body.putLong(-1));
  }

  public MadePcapng described(int linkType, int snapLength) {
    return block(1, body(8).putShort((short) linkType).putShort((short) 0).putInt(snapLength));
  }

  public MadePcapng described(int linkType, int resolution, long offsetSeconds) {
    ByteBuffer body = body(8 + 8 + 12 + 4).putShort((short) linkType).putShort((short) 0).putInt(0);
    body.putShort((short) 9).putShort((short) 1).put((byte) resolution).put(new byte[3]);
    body.putShort((short) 14).putShort((short) 8).putLong(offsetSeconds);
    return block(1, body.putInt(0));
  }

  public MadePcapng packet(int from, long units, int original, byte[] frame) {
    ByteBuffer body = body(20 + padded(frame.length));
    body.putInt(from).putInt((int) (units >>> 32)).putInt((int) units);
    return block(6, body.putInt(frame.length).putInt(original).put(frame));
  }

  public MadePcapng obsoletePacket(int from, long units, int original, byte[] frame) {
    ByteBuffer body = body(20 + padded(frame.length));
    body.putShort((short) from).putShort((short) 7);
    body.putInt((int) (units >>> 32)).putInt((int) units);
    return block(2, body.putInt(frame.length).putInt(original).put(frame));
  }

  public MadePcapng simplePacket(int original, byte[] frame) {
    ByteBuffer body = body(4 + padded(frame.length));
    return block(3, body.putInt(original).put(frame));
  }

  @SuppressWarnings("ByteBufferBackingArray") // all of them come from body(int)
  public MadePcapng block(int type, ByteBuffer body) {
    int length = 12 + body.capacity();
    byte[] content = new byte[body.capacity()];
    body.duplicate().clear().get(content);
    byte[] start = body(8).putInt(type).putInt(length).array();
    return raw(start).raw(content).raw(body(4).putInt(length).array());
  }

  public MadePcapng raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  public ByteBuffer body(int bytes) {
    return ByteBuffer.allocate(bytes).order(order);
  }

  public byte[] bytes() {
    return out.toByteArray();
  }

  private static int padded(int bytes) {
    return bytes + 3 & ~3;
  }
}
