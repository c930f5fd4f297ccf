package org.netdiffus.capture;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prefix-preserving pseudonyms: two addresses that share their first k bits and no more have
 * pseudonyms that do so too, and different addresses have different ones. Crypto-PAn (Xu, Fan,
 * Ammar, Moon: Prefix-Preserving IP Address Anonymization, ICNP 2002) with AES-128: bit i of a
 * pseudonym is bit i of the address, turned by the first bit of the encrypted block that holds the
 * i bits before it and is filled up from the pad. IPv4 addresses are taken as 32 bits, IPv6
 * addresses as 128 and MAC addresses as 48, each from the first bit of the block on.
 */
final class CryptoPan implements AddressNames {
  private static final int BLOCK_BYTES = 16;
  private static final int HALF_BITS = Long.SIZE;
  private static final int IPV4_BITS = 32;
  private static final int MAC_BITS = 48;
  private static final int MAC_SHIFT = HALF_BITS - MAC_BITS;

  /** Memory is bounded: so many names are remembered, then all are forgotten. */
  private static final int MOST_REMEMBERED = 1 << 16;

  private final Cipher cipher;
  private final long padHigh;
  private final long padLow;
  private final ByteBuffer blocks = ByteBuffer.allocate(2 * HALF_BITS * BLOCK_BYTES);
  private final ByteBuffer encrypted = ByteBuffer.allocate(2 * HALF_BITS * BLOCK_BYTES);
  private final Map<InternetAddress, InternetAddress> remembered = new HashMap<>();
  private final Map<Long, Long> rememberedMacs = new HashMap<>();

  /**
   * @param key 16 bytes that encrypt, then 16 whose encryption is the pad
   */
  CryptoPan(byte[] key) {
    try {
      cipher = Cipher.getInstance("AES/ECB/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, 0, BLOCK_BYTES, "AES"));
      ByteBuffer pad = ByteBuffer.wrap(cipher.doFinal(key, BLOCK_BYTES, BLOCK_BYTES));
      padHigh = pad.getLong();
      padLow = pad.getLong();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every Java has AES", impossible);
    }
  }

  @Override
  public InternetAddress of(InternetAddress address) {
    InternetAddress known = remembered.get(address);
    if (known != null) {
      return known;
    }
    InternetAddress made;
    if (address.isIpv4()) {
      long turned = address.low() << IPV4_BITS ^ turns(address.low() << IPV4_BITS, 0, IPV4_BITS)[0];
      made = InternetAddress.ofIpv4((int) (turned >>> IPV4_BITS));
    } else {
      long[] turns = turns(address.high(), address.low(), 2 * HALF_BITS);
      made = new InternetAddress(address.high() ^ turns[0], address.low() ^ turns[1]);
    }
    if (remembered.size() >= MOST_REMEMBERED) {
      remembered.clear();
    }
    remembered.put(address, made);
    return made;
  }

  @Override
  public long ofMac(long address) {
    if (rememberedMacs.size() >= MOST_REMEMBERED) {
      rememberedMacs.clear();
    }
    return rememberedMacs.computeIfAbsent(
        address, mac -> mac ^ turns(mac << MAC_SHIFT, 0, MAC_BITS)[0] >>> MAC_SHIFT);
  }

  @Override
  public String inText(String text) {
    return AddressesInText.replace(text, this::of);
  }

  /** Which of the first bits of an address are turned: two halves, the first bit highest. */
  private long[] turns(long high, long low, int bits) {
    blocks.clear();
    for (int known = 0; known < bits; known++) {
      long highMask = known == 0 ? 0 : known >= HALF_BITS ? -1L : -1L << (HALF_BITS - known);
      long lowMask = known <= HALF_BITS ? 0 : -1L << (2 * HALF_BITS - known);
      blocks.putLong((high & highMask) | (padHigh & ~highMask));
      blocks.putLong((low & lowMask) | (padLow & ~lowMask));
    }
    encrypted.clear();
    try {
      cipher.update(blocks.flip(), encrypted);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("whole blocks cannot be encrypted", impossible);
    }
    long[] turns = new long[2];
    for (int bit = 0; bit < bits; bit++) {
      if (encrypted.get(bit * BLOCK_BYTES) < 0) {
        turns[bit / HALF_BITS] |= Long.MIN_VALUE >>> bit % HALF_BITS;
      }
    }
    return turns;
  }
}
