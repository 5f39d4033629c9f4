package city.hotline.gateway.open311;

/** A question that is not answered: with which HTTP status, and why, for a person. */
final class Open311Error extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterSeconds;

  Open311Error(int status, String description) {
    this(status, description, 0);
  }

  Open311Error(int status, String description, int retryAfterSeconds) {
    super(description);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  int status() {
    return status;
  }

  /** 0 when it need not be said. */
  int retryAfterSeconds() {
    return retryAfterSeconds;
  }

  String description() {
    return String.valueOf(getMessage());
  }
}
