package org.netdiffus.capture;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds IP addresses in texts. What looks like one in a longer row of numbers counts as one. */
final class AddressesInText {
  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]{1,2})";
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![0-9])(?:"
              + OCTET
              + "\\.){3}"
              + OCTET
              + "(?![0-9])"
              + "|(?<![0-9A-Fa-f:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![0-9A-Fa-f:])"
              // The dotted end of a mapped address is one by itself.
              + "(?!(?:\\.[0-9]{1,3}){3})");

  private AddressesInText() {}

  static String replace(String text, UnaryOperator<InternetAddress> names) {
    return ADDRESS
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(name(found.group(), names)));
  }

  private static String name(String found, UnaryOperator<InternetAddress> names) {
    InternetAddress address;
    try {
      // Some programs fill the parts of a dotted address with zeros.
      address =
          InternetAddress.parse(
              found.indexOf(':') < 0 ? found.replaceAll("(?<![0-9])0+(?=[0-9])", "") : found);
    } catch (IllegalArgumentException noAddress) {
      return found; // a time of day, a MAC address
    }
    return names.apply(address).toString();
  }
}
