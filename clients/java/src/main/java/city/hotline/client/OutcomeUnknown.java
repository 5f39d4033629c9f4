package city.hotline.client;

/**
 * The command may or may not have been carried out: it was sent, and no answer came while the
 * client was willing to repeat it. Look at the state before doing it anew.
 */
public final class OutcomeUnknown extends HotlineException {

  private static final long serialVersionUID = 1L;

  OutcomeUnknown(String message, Throwable cause) {
    super(message, cause);
  }
}
