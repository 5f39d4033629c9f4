package city.hotline.node.citizen;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM: a nonce of chance, then the encrypted bytes and their tag. What is encrypted under
 * one name cannot be passed off as something of another.
 */
final class Gcm {
  static final int KEY_BYTES = 32;

  private static final String CIPHER = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom CHANCE = new SecureRandom();

  private Gcm() {}

  static byte[] chance(int bytes) {
    byte[] chance = new byte[bytes];
    CHANCE.nextBytes(chance);
    return chance;
  }

  static ByteString encrypt(SecretKeySpec key, ByteString name, byte[] plain) {
    byte[] nonce = chance(NONCE_BYTES);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(name.asReadOnlyByteBuffer());
      byte[] all = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
      System.arraycopy(nonce, 0, all, 0, NONCE_BYTES);
      cipher.doFinal(plain, 0, plain.length, all, NONCE_BYTES);
      return ByteString.copyFrom(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + CIPHER, e);
    }
  }

  /**
   * What was encrypted.
   *
   * @throws GeneralSecurityException when the key or the name is another, or a bit was changed
   */
  static byte[] decrypt(SecretKeySpec key, ByteString name, ByteString encrypted)
      throws GeneralSecurityException {
    byte[] all = encrypted.toByteArray();
    if (all.length < NONCE_BYTES) {
      throw new GeneralSecurityException(all.length + " bytes (expected: at least a nonce)");
    }
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
    cipher.updateAAD(name.asReadOnlyByteBuffer());
    return cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
  }
}
