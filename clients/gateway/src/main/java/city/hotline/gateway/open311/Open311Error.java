package city.hotline.gateway.open311;

/** A question that is not answered: with which HTTP status, and why, for a person. */
final class Open311Error extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterSeconds;
  private final boolean perhapsDone;

  Open311Error(int status, String description) {
    this(status, description, 0);
  }

  Open311Error(int status, String description, int retryAfterSeconds) {
    this(status, description, retryAfterSeconds, false);
  }

  private Open311Error(int status, String description, int retryAfterSeconds, boolean perhapsDone) {
    super(description);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.perhapsDone = perhapsDone;
  }

  /** Nobody has said whether a request was taken. */
  static Open311Error unknownWhetherTaken() {
    return new Open311Error(
        503,
        "the hotline has not said whether it took this request: GET requests shows it if it did;"
            + " to post it once more, change a field, such as device_id",
        0,
        true);
  }

  int status() {
    return status;
  }

  /** 0 when it need not be said. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  /** Whether what was asked may have been done all the same. */
  boolean perhapsDone() {
    return perhapsDone;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
