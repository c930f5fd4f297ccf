package org.netdiffus.capture;

/**
 * One record of a capture and the headers of its frame, in a reader's buffer. The frame is decoded
 * when the first value above the record header is asked for, so that counting packets and bytes
 * does not pay for it.
 */
final class FrameView implements Packet {
  private final byte[] bytes;
  private final FrameDecoder decoder;

  private int start;
  private int end;
  private long capturedLength;
  private long originalLength;
  private long timeNanos;
  private boolean hasTime;
  private int linkType;
  private int interfaceNumber;
  private long position;
  private boolean decoded;

  FrameView(byte[] bytes, Tunnel tunnel) {
    this.bytes = bytes;
    this.decoder = new FrameDecoder(bytes, tunnel);
  }

  /** Says which interface the frames from now on come from, and what they start with. */
  void moveTo(int interfaceNumber, int linkType) {
    this.interfaceNumber = interfaceNumber;
    this.linkType = linkType;
  }

  /**
   * Looks at the frame in {@code bytes[start .. start + visible)} from now on.
   *
   * @param position offset of the record in the capture
   * @param capturedLength what the record says; more than visible where it does not fit
   */
  void moveTo(long position, int start, int visible, long capturedLength, long originalLength) {
    this.position = position;
    this.start = start;
    this.end = start + visible;
    this.capturedLength = capturedLength;
    this.originalLength = originalLength;
    this.hasTime = false;
    this.timeNanos = 0;
    this.decoded = false;
  }

  void captureAt(long nanos) {
    timeNanos = nanos;
    hasTime = true;
  }

  private FrameDecoder headers() {
    if (!decoded) {
      decoded = true;
      decoder.decode(start, end, originalLength, linkType);
    }
    return decoder;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public boolean hasTime() {
    return hasTime;
  }

  @Override
  public long timeNanos() {
    return timeNanos;
  }

  @Override
  public long originalLength() {
    return originalLength;
  }

  @Override
  public long capturedLength() {
    return capturedLength;
  }

  @Override
  public int linkType() {
    return linkType;
  }

  @Override
  public int interfaceNumber() {
    return interfaceNumber;
  }

  @Override
  public int ipVersion() {
    return headers().ipVersion;
  }

  @Override
  public boolean hasMacAddresses() {
    return headers().sourceMacAt() >= 0 && decoder.destinationMacAt() >= 0;
  }

  @Override
  public boolean hasSourceMac() {
    return headers().sourceMacAt() >= 0;
  }

  @Override
  public long sourceMac() {
    return hasSourceMac() ? Bytes.u48(bytes, decoder.sourceMacAt()) : 0;
  }

  @Override
  public long destinationMac() {
    return hasMacAddresses() ? Bytes.u48(bytes, decoder.destinationMacAt()) : 0;
  }

  @Override
  public boolean hasVlan() {
    return headers().hasVlan;
  }

  @Override
  public int vlan() {
    return headers().hasVlan ? decoder.vlan : 0;
  }

  @Override
  public long sourceAddressHigh() {
    return headers().sourceHigh;
  }

  @Override
  public long sourceAddressLow() {
    return headers().sourceLow;
  }

  @Override
  public long destinationAddressHigh() {
    return headers().destinationHigh;
  }

  @Override
  public long destinationAddressLow() {
    return headers().destinationLow;
  }

  @Override
  public long ipLength() {
    return headers().ipLength;
  }

  @Override
  public boolean isOffloaded() {
    return headers().offloaded;
  }

  @Override
  public boolean isFragment() {
    return headers().fragment;
  }

  @Override
  public int fragmentOffset() {
    return headers().fragmentOffset;
  }

  @Override
  public int protocol() {
    return headers().protocol;
  }

  @Override
  public boolean hasPorts() {
    return headers().hasPorts;
  }

  @Override
  public int sourcePort() {
    return headers().sourcePort;
  }

  @Override
  public int destinationPort() {
    return headers().destinationPort;
  }

  @Override
  public boolean hasTcpFlags() {
    return headers().hasTcpFlags;
  }

  @Override
  public int tcpFlags() {
    return headers().tcpFlags;
  }

  @Override
  public boolean hasPayload() {
    return headers().hasPayload;
  }

  @Override
  public byte[] payload(int most) {
    FrameDecoder headers = headers();
    if (!headers.hasPayload) {
      return new byte[0];
    }
    return copy(headers.payloadAt, headers.payloadEnd, most);
  }

  @Override
  public byte[] frame(int most) {
    return copy(start, end, most);
  }

  private byte[] copy(int from, int to, int most) {
    byte[] copy = new byte[Math.min(most, to - from)];
    System.arraycopy(bytes, from, copy, 0, copy.length);
    return copy;
  }
}
