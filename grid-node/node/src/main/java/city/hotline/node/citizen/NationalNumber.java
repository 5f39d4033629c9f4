package city.hotline.node.citizen;

import java.util.regex.Pattern;

/**
 * One spelling of a telephone's number, whoever wrote it: switches, apps and people write the same
 * one with the country's code or without, grouped or not, with the trunk's 0 or without. Stateless.
 */
final class NationalNumber {

  private static final String COUNTRY = "86";
  private static final String ABROAD = "00";

  /** A mobile one has no area code and no trunk's 0 before it. */
  private static final Pattern MOBILE = Pattern.compile("1[3-9]\\d{9}");

  /** An area code of two or three digits, then seven or eight. */
  private static final int LEAST_WITH_AREA = 9;

  private NationalNumber() {}

  /**
   * The digits that are dialled within the country, an area code with its 0; empty where the text
   * has no digit. A number without its area code stays without, one of another country keeps its
   * code.
   */
  static String of(String phone) {
    StringBuilder all = new StringBuilder();
    phone
        .codePoints()
        .map(each -> Character.digit(each, 10))
        .filter(each -> each >= 0)
        .forEach(all::append);
    String digits = all.toString();
    boolean international = phone.strip().startsWith("+");
    if (digits.startsWith(ABROAD)) {
      digits = digits.substring(ABROAD.length());
      international = true;
    }
    if (digits.startsWith(COUNTRY)
        && (international || digits.length() >= COUNTRY.length() + LEAST_WITH_AREA + 1)) {
      digits = digits.substring(COUNTRY.length());
      boolean complete = digits.startsWith("0") || MOBILE.matcher(digits).matches();
      return complete || digits.length() < LEAST_WITH_AREA ? withoutTrunk(digits) : "0" + digits;
    }
    return international ? digits : withoutTrunk(digits);
  }

  /** Some dial 0 before a mobile number of another place. */
  private static String withoutTrunk(String digits) {
    return digits.startsWith("0") && MOBILE.matcher(digits.substring(1)).matches()
        ? digits.substring(1)
        : digits;
  }
}
