package city.hotline.client;

/** Reads the district off an id: its first six digits. */
final class Districts {

  static final String CITY = "110000";

  private Districts() {}

  /** The district that an id of a call, seat, order, place or unit begins with. */
  static String of(String id) {
    if (id.length() < 6 || !id.substring(0, 6).chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException(
          "id: " + id + " (expected: an id that begins with a district code of six digits)");
    }
    return id.substring(0, 6);
  }

  /** The district of a unit; one that has no place of its own is asked for in the city's. */
  static String ofUnit(String unit) {
    return unit.startsWith("M") || unit.startsWith("E") || unit.startsWith("P") ? CITY : of(unit);
  }
}
