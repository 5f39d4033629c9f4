package city.hotline.core.directory;

import java.util.regex.Pattern;

/**
 * The official code of a district: six digits, or {@link #CITY} for what belongs to no single
 * district.
 *
 * @param value six digits, such as {@code 110105}
 */
public record DistrictCode(String value) {

  private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");

  /** The city itself. */
  public static final DistrictCode CITY = new DistrictCode("110000");

  /** Refuses anything but six digits with an {@link IllegalArgumentException}. */
  public DistrictCode {
    if (!SIX_DIGITS.matcher(value).matches()) {
      throw new IllegalArgumentException("district: " + value + " (expected: six digits)");
    }
  }
}
