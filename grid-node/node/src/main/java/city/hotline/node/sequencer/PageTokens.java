package city.hotline.node.sequencer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.CRC32C;

/**
 * Where the next page of a list begins, as a text that means something to the same question only.
 * Stateless.
 */
public final class PageTokens {
  private PageTokens() {}

  /** What tells a question from others; its page and the size of pages must be left out. */
  public static int fingerprint(Message question) {
    CRC32C sum = new CRC32C();
    sum.update(question.toByteArray());
    return (int) sum.getValue();
  }

  /** The token as a text. */
  public static String text(Message token) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token.toByteArray());
  }

  /**
   * The token of a text; one that is none, or of another question, is an IllegalArgumentException
   * that says what is expected.
   */
  public static <T extends Message> T read(String text, Parser<T> parser, Predicate<T> fits) {
    Optional<T> read = Optional.empty();
    try {
      read = Optional.of(parser.parseFrom(Base64.getUrlDecoder().decode(text)));
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // Not a token at all, which is said below.
    }
    return read.filter(fits)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "page_token: "
                        + text
                        + " (expected: one that this grid gave to the same question)"));
  }
}
