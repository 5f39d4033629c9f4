package city.hotline.kamailio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Texts on a byte stream, each as its length in bytes, a colon, itself and a comma. */
final class Netstrings {

  /** Nothing that is said here is longer, bytes. */
  static final int LONGEST = 65_536;

  private static final int LONGEST_LENGTH = 5;

  private Netstrings() {}

  /** The frame of a text. */
  static byte[] frame(String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    byte[] length = (content.length + ":").getBytes(StandardCharsets.US_ASCII);
    byte[] frame = new byte[length.length + content.length + 1];
    System.arraycopy(length, 0, frame, 0, length.length);
    System.arraycopy(content, 0, frame, length.length, content.length);
    frame[frame.length - 1] = ',';
    return frame;
  }

  /**
   * The next text.
   *
   * @throws EOFException when the stream is at its end
   * @throws IOException when it is broken, or no netstring comes
   */
  static String read(InputStream in) throws IOException {
    int length = 0;
    for (int digits = 0; ; digits++) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("the other side closed the connection");
      }
      if (c == ':' && digits > 0) {
        break;
      }
      if (c < '0' || c > '9' || digits == LONGEST_LENGTH) {
        throw new IOException("byte: " + c + " (expected: the length of a netstring)");
      }
      length = 10 * length + c - '0';
    }
    if (length > LONGEST) {
      throw new IOException("length: " + length + " (expected: at most " + LONGEST + ")");
    }
    byte[] content = in.readNBytes(length);
    int end = in.read();
    if (content.length < length || end != ',') {
      throw new EOFException("a netstring was cut off");
    }
    return new String(content, StandardCharsets.UTF_8);
  }
}
