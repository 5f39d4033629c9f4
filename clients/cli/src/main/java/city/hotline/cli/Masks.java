package city.hotline.cli;

/** Personal data as it may stand on a screen. */
final class Masks {

  private Masks() {}

  /** "138****5678"; short numbers show their last two digits only. */
  static String phone(String phone) {
    int length = phone.length();
    if (length == 0) {
      return "";
    }
    return length < 8
        ? "****" + phone.substring(Math.max(0, length - 2))
        : phone.substring(0, 3) + "****" + phone.substring(length - 4);
  }

  /** The first character only. */
  static String name(String name) {
    return name.isEmpty() ? "" : name.substring(0, name.offsetByCodePoints(0, 1)) + "**";
  }
}
