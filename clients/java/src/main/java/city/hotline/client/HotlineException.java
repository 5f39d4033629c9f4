package city.hotline.client;

/** Why a command or a question has no answer to work with. */
public abstract sealed class HotlineException extends RuntimeException
    permits HotlineRefused, GridUnavailable, OutcomeUnknown {

  private static final long serialVersionUID = 1L;

  HotlineException(String message, Throwable cause) {
    super(message, cause);
  }

  HotlineException(String message) {
    super(message);
  }
}
