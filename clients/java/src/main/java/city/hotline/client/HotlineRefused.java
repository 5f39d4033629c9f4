package city.hotline.client;

import city.hotline.proto.shard.v1.Refusal;
import java.util.Map;
import java.util.stream.Collectors;

/** The grid judged the command and did not carry it out; nothing changed. */
public final class HotlineRefused extends HotlineException {

  private static final long serialVersionUID = 1L;

  private final Refusal reason;
  private final transient Map<String, String> metadata;
  private final String advice;

  HotlineRefused(Refusal reason, Map<String, String> metadata, String advice) {
    super(name(reason) + advice + variables(metadata, advice));
    this.reason = reason;
    this.metadata = Map.copyOf(metadata);
    this.advice = advice;
  }

  /** Which rule forbids it; {@code REFUSAL_UNSPECIFIED} when a newer grid knows one more rule. */
  public Refusal reason() {
    return reason;
  }

  /** Every variable of the refusal, by name. */
  public Map<String, String> metadata() {
    return metadata == null ? Map.of() : metadata;
  }

  /** What to do next, one sentence for a person. */
  public String advice() {
    return advice;
  }

  private static String name(Refusal reason) {
    return reason == Refusal.REFUSAL_UNSPECIFIED
        ? ""
        : reason.name().substring("REFUSAL_".length()) + ": ";
  }

  /** Those that the advice does not say already. */
  private static String variables(Map<String, String> metadata, String advice) {
    String left =
        metadata.entrySet().stream()
            .filter(variable -> !advice.contains(variable.getValue()))
            .map(variable -> variable.getKey() + ": " + variable.getValue())
            .collect(Collectors.joining("; "));
    return left.isEmpty() ? "" : " (" + left + ")";
  }
}
