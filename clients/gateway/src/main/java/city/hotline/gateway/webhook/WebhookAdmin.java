package city.hotline.gateway.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What {@code ./hotline webhook} asks for, on the admin port. */
@RestController
@RequestMapping("/admin/webhooks")
public final class WebhookAdmin {

  private static final int PAGE = 100;

  private final Webhooks webhooks;

  /** Over these. */
  public WebhookAdmin(Webhooks webhooks) {
    this.webhooks = webhooks;
  }

  /** A subscription to add. */
  record Wanted(
      @Nullable String name,
      @Nullable String unit,
      @Nullable Boolean withUnitsBelow,
      @Nullable String url) {}

  /** A subscription that was added: the only time its secret is told. */
  record Added(String name, String secret) {}

  /** A subscription and how its deliveries go. */
  record Listed(
      String name,
      String unit,
      boolean withUnitsBelow,
      String url,
      Instant created,
      String state,
      double lagSeconds,
      @JsonUnwrapped Standing standing) {}

  /** A dead letter without its body. */
  record Dead(
      long number,
      String id,
      String type,
      Instant firstTried,
      Instant died,
      int attempts,
      int status,
      String error) {}

  /** What a receiver made of a test. */
  record Tested(boolean taken, int status, String error) {}

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Added add(@RequestBody Wanted wanted) {
    Subscription added =
        webhooks.add(
            text(wanted.name()),
            text(wanted.unit()),
            Boolean.TRUE.equals(wanted.withUnitsBelow()),
            text(wanted.url()));
    return new Added(added.name(), added.secret().text());
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  @GetMapping
  List<Listed> list() {
    return webhooks.lines().stream().map(this::listed).toList();
  }

  private Listed listed(Line line) {
    Subscription of = line.subscription();
    return new Listed(
        of.name(),
        of.unit(),
        of.withUnitsBelow(),
        of.url().toString(),
        of.created(),
        line.state(),
        line.lag().toMillis() / 1e3,
        webhooks.standing(of.name()));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(@PathVariable String name) {
    webhooks.remove(name);
  }

  @GetMapping("/{name}/dead")
  List<Dead> dead(@PathVariable String name, @RequestParam(defaultValue = "0") long after) {
    return webhooks.dead(name, after, PAGE).stream().map(WebhookAdmin::shown).toList();
  }

  private static Dead shown(DeadLetter letter) {
    Trouble trouble = letter.trouble();
    return new Dead(
        letter.number(),
        letter.event().id(),
        letter.event().type(),
        trouble.since(),
        letter.died(),
        trouble.attempts(),
        trouble.status(),
        trouble.error());
  }

  @PostMapping("/{name}/redrive")
  Map<String, Integer> redrive(@PathVariable String name) {
    return Map.of("redriven", webhooks.redrive(name));
  }

  @PostMapping("/{name}/test")
  Tested test(@PathVariable String name) {
    Answer answer = webhooks.test(name);
    return new Tested(answer.taken(), answer.status(), answer.error());
  }
}
