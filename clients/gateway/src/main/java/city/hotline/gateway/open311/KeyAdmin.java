package city.hotline.gateway.open311;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./hotline gateway key} asks for, on the admin port. */
@RestController
@RequestMapping("/admin/keys")
public final class KeyAdmin {

  private final ApiKeys keys;

  /** Over these. */
  public KeyAdmin(ApiKeys keys) {
    this.keys = keys;
  }

  /** A key to make. */
  record Wanted(@Nullable String name) {}

  @PostMapping
  ResponseEntity<Map<String, String>> add(@RequestBody Wanted wanted) {
    String name = wanted.name() == null ? "" : wanted.name();
    try {
      return keys.add(name)
          .map(key -> ResponseEntity.status(HttpStatus.CREATED).body(Map.of("key", key)))
          .orElseGet(
              () ->
                  error(
                      HttpStatus.CONFLICT,
                      "there is a key " + name + ", or there are 1,000: remove one"));
    } catch (IllegalArgumentException e) {
      return error(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  @GetMapping
  List<ApiKeys.Listed> list() {
    return keys.list();
  }

  @DeleteMapping("/{name}")
  ResponseEntity<Map<String, String>> remove(@PathVariable String name) {
    return keys.remove(name)
        ? ResponseEntity.noContent().build()
        : error(
            HttpStatus.NOT_FOUND,
            "there is no key '" + name + "': ./hotline gateway key list names all");
  }

  private static ResponseEntity<Map<String, String>> error(HttpStatus status, String text) {
    return ResponseEntity.status(status).body(Map.of("error", text));
  }
}
