package city.hotline.node.search;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What stands in the index for a phone number: the same for the same number while this node runs,
 * and of no use to whoever reads the files. The key is chance and never leaves the process: the
 * index does not outlive it, and each node asks its own index with its own. Thread-safe.
 */
final class PhoneKeys {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final String COUNTRY = "+86";

  private final SecretKeySpec key;

  PhoneKeys() {
    byte[] chance = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(chance);
    key = new SecretKeySpec(chance, ALGORITHM);
  }

  /** However the number is grouped, with the country's code or without it. */
  String of(String phone) {
    String national = phone.startsWith(COUNTRY) ? phone.substring(COUNTRY.length()) : phone;
    StringBuilder digits = new StringBuilder();
    national.chars().filter(Character::isDigit).forEach(digits::appendCodePoint);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(digits.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
