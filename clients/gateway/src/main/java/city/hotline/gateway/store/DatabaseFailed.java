package city.hotline.gateway.store;

import org.jspecify.annotations.Nullable;

/** The gateway's data could not be read or written; nothing was changed. */
public final class DatabaseFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseFailed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
