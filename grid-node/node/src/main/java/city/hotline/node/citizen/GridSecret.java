package city.hotline.node.citizen;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What all members of a grid know and no file of theirs says: it encrypts citizens' keys at rest,
 * and makes of a phone number the name by which its keys are found. Thread-safe.
 */
public final class GridSecret {
  private static final String HMAC = "HmacSHA256";
  private static final String AES = "AES";
  private static final int LEAST_BYTES = 32;
  private static final int MOST_BYTES = 4_096;
  private static final int MARK_BYTES = 8;

  private final SecretKeySpec phones;
  private final SecretKeySpec wrapping;
  private final ByteString mark;

  private GridSecret(byte[] secret) {
    SecretKeySpec root = new SecretKeySpec(secret, HMAC);
    phones = new SecretKeySpec(hmac(root, "phones of citizens"), HMAC);
    wrapping = new SecretKeySpec(hmac(root, "keys of citizens"), AES);
    mark = ByteString.copyFrom(hmac(root, "mark"), 0, MARK_BYTES);
  }

  /** The built-in one, which everybody knows: for one machine and for tests. */
  public static GridSecret development() {
    return new GridSecret("the development secret, which is none".getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The content of a file, 32 to 4,096 bytes.
   *
   * @throws IllegalStateException when it cannot be; the message says what to do
   */
  public static GridSecret read(Path file) {
    try {
      long size = Files.size(file);
      if (size < LEAST_BYTES || size > MOST_BYTES) {
        throw new IllegalStateException(
            "the secret in "
                + file
                + " has "
                + size
                + " bytes (expected: 32 to 4,096 that nobody can guess; './hotline citizen secret"
                + " FILE' makes some)");
      }
      return new GridSecret(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalStateException(
          "the secret "
              + file
              + " cannot be read: "
              + e
              + ". Give every member the same file, readable for its user only",
          e);
    }
  }

  /**
   * Makes a file with a secret that nobody can guess, readable for its owner only; leaves one that
   * is there as it is.
   *
   * @return whether it was made
   */
  public static boolean make(Path file) {
    if (Files.exists(file)) {
      return false;
    }
    byte[] chance = new byte[LEAST_BYTES];
    new SecureRandom().nextBytes(chance);
    try {
      OwnersOnly.write(file, chance);
    } catch (IOException e) {
      throw new UncheckedIOException("the secret " + file + " cannot be written: " + e, e);
    }
    return true;
  }

  /** The same for the same secret, and of no use to find it. */
  ByteString mark() {
    return mark;
  }

  /**
   * Who has this number, in whichever way it is written; nobody where there is no digit in it, such
   * as "anonymous".
   */
  public Optional<ByteString> citizenOf(String phone) {
    String number = NationalNumber.of(phone);
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(ByteString.copyFrom(hmac(phones, number)));
  }

  ByteString wrap(ByteString keyId, byte[] key) {
    return Gcm.encrypt(wrapping, keyId, key);
  }

  /**
   * A citizen's key.
   *
   * @throws GeneralSecurityException when it was wrapped with another secret, or changed since
   */
  SecretKeySpec unwrap(ByteString keyId, ByteString wrapped) throws GeneralSecurityException {
    return new SecretKeySpec(Gcm.decrypt(wrapping, keyId, wrapped), AES);
  }

  private static byte[] hmac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + HMAC, e);
    }
  }
}
