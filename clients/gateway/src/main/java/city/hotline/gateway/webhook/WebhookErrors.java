package city.hotline.gateway.webhook;

import city.hotline.gateway.store.DatabaseFailed;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says in one sentence why something was not done, and what to do. */
@RestControllerAdvice(assignableTypes = WebhookAdmin.class)
public final class WebhookErrors {

  @ExceptionHandler(IllegalArgumentException.class)
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  Map<String, String> wrong(IllegalArgumentException e) {
    return error(e);
  }

  @ExceptionHandler(HttpMessageNotReadableException.class)
  @ResponseStatus(HttpStatus.BAD_REQUEST)
  Map<String, String> unreadable(HttpMessageNotReadableException e) {
    return Map.of("error", "body: not read (expected: a JSON object with name, unit, url)");
  }

  @ExceptionHandler(NoSuchElementException.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  Map<String, String> unknown(NoSuchElementException e) {
    return error(e);
  }

  @ExceptionHandler(Webhooks.Conflict.class)
  @ResponseStatus(HttpStatus.CONFLICT)
  Map<String, String> conflict(Webhooks.Conflict e) {
    return error(e);
  }

  @ExceptionHandler({Webhooks.NotNow.class, DatabaseFailed.class})
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  Map<String, String> notNow(RuntimeException e) {
    return error(e);
  }

  private static Map<String, String> error(Exception e) {
    return Map.of("error", String.valueOf(e.getMessage()));
  }
}
