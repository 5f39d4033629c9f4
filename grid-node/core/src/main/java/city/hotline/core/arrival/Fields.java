package city.hotline.core.arrival;

import city.hotline.core.moment.Decision;
import org.jspecify.annotations.Nullable;

/**
 * Checks of single fields. Each answers null where the field is in order; a text itself is never
 * repeated.
 */
public final class Fields {

  private static final int BY_MAX = 64;

  private Fields() {}

  /** Refuses a name of whoever is responsible, field "by", of other than 1 to 64 characters. */
  public static <E> @Nullable Decision<E> by(String value) {
    return text("by", value, 1, BY_MAX);
  }

  /** Refuses a text of fewer than {@code min} or more than {@code max} characters. */
  public static <E> @Nullable Decision<E> text(String field, String value, int min, int max) {
    if (value.length() >= min && isWithin(value, max)) {
      return null;
    }
    String expected =
        min == 0 ? "at most " + max + " characters" : min + " to " + max + " characters";
    return Decision.invalidField(
        field, value.codePointCount(0, value.length()) + " characters", expected);
  }

  private static boolean isWithin(String value, int max) {
    return value.length() <= max || value.codePointCount(0, value.length()) <= max;
  }

  /** Whether the name has 1 to {@code max} Latin letters, digits or dashes. */
  public static boolean isPlainName(String value, int from, int max) {
    int length = value.length() - from;
    if (length < 1 || length > max) {
      return false;
    }
    for (int i = from; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean plain =
          (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
      if (!plain) {
        return false;
      }
    }
    return true;
  }
}
