package city.hotline.client;

/** Nobody judged the command: it was never decided, and may be tried again later. */
public final class GridUnavailable extends HotlineException {

  private static final long serialVersionUID = 1L;

  GridUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  GridUnavailable(String message) {
    super(message);
  }
}
