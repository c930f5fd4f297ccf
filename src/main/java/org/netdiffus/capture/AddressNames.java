package org.netdiffus.capture;

/** Names of addresses, the same for the same address. Not for use by several threads. */
public interface AddressNames {
  /** Addresses as captured. */
  AddressNames AS_CAPTURED = new AsCaptured();

  /** What stands for an IP address. */
  InternetAddress of(InternetAddress address);

  /**
   * What stands for a MAC address.
   *
   * @param address in the low 48 bits
   */
  long ofMac(long address);

  /**
   * A text with all IP addresses in it replaced: IPv4 as four decimal numbers, IPv6 in the forms of
   * RFC 4291 without a dotted end.
   */
  String inText(String text);

  /** Leaves addresses as they are. */
  record AsCaptured() implements AddressNames {
    @Override
    public InternetAddress of(InternetAddress address) {
      return address;
    }

    @Override
    public long ofMac(long address) {
      return address;
    }

    @Override
    public String inText(String text) {
      return text;
    }
  }
}
