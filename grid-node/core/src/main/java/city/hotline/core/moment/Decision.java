package city.hotline.core.moment;

import city.hotline.proto.shard.v1.Refusal;
import city.hotline.proto.shard.v1.Reply;
import java.util.List;
import java.util.Map;

/**
 * What a state machine answers to a command: the facts it makes true, or why not.
 *
 * @param <E> the machine's event message
 */
public sealed interface Decision<E> {

  /**
   * The command is carried out once these events are applied, in this order.
   *
   * @param events at least one
   * @param reply what the caller is told, and again if the request is repeated
   */
  record Accepted<E>(List<E> events, Reply reply) implements Decision<E> {}

  /**
   * The command changes nothing.
   *
   * @param reason which rule forbids it
   * @param metadata every variable of the refusal, by name
   * @param advice what to do next, one sentence for a person
   */
  record Refused<E>(Refusal reason, Map<String, String> metadata, String advice)
      implements Decision<E> {}

  /** Accepts with these events. */
  static <E> Decision<E> accepted(Reply reply, List<E> events) {
    return new Accepted<>(events, reply);
  }

  /** Refuses with a reason and what to do next. */
  static <E> Decision<E> refused(Refusal reason, String advice) {
    return new Refused<>(reason, Map.of(), advice);
  }

  /** Refuses with a reason, its variables and what to do next. */
  static <E> Decision<E> refused(Refusal reason, Map<String, String> metadata, String advice) {
    return new Refused<>(reason, metadata, advice);
  }

  /** Refuses a field, in the form "value: -1 (expected: 0 to 3600)". */
  static <E> Decision<E> invalidField(String field, Object value, String expected) {
    return new Refused<>(
        Refusal.REFUSAL_INVALID_FIELD,
        Map.of("field", field, "value", String.valueOf(value), "expected", expected),
        field + ": " + value + " (expected: " + expected + ")");
  }
}
