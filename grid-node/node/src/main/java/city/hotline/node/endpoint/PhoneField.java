package city.hotline.node.endpoint;

import java.util.regex.Pattern;

/** A telephone's number where a person types one to look a citizen up. Stateless. */
final class PhoneField {
  private static final Pattern NUMBER = Pattern.compile("(?=.*[0-9])[0-9+() -]{3,40}");

  private PhoneField() {}

  /** Refuses with INVALID_FIELD what is no number; the answer does not repeat it. */
  static void check(String number) {
    if (!NUMBER.matcher(number).matches()) {
      throw Refusals.invalid(
          "phone",
          number.length() + " characters",
          "a number: 3 to 40 digits, spaces, + - ( or ), such as 010 12345");
    }
  }
}
