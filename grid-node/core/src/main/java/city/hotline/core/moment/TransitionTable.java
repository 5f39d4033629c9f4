package city.hotline.core.moment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A life as one table: in which state which fact leads where. From it the diagram is drawn and
 * unvisited transitions are found.
 *
 * @param <S> the states
 * @param <T> the facts that move them, usually the cases of an event oneof
 */
public final class TransitionTable<S extends Enum<S>, T extends Enum<T>> {

  /** One row. */
  public record Transition<S, T>(S from, T on, S to) {}

  private final Map<S, Map<T, S>> rows;
  private final List<Transition<S, T>> transitions;

  private TransitionTable(Map<S, Map<T, S>> rows, List<Transition<S, T>> transitions) {
    this.rows = rows;
    this.transitions = List.copyOf(transitions);
  }

  /** Starts a table over the given types. */
  public static <S extends Enum<S>, T extends Enum<T>> Builder<S, T> of(
      Class<S> states, Class<T> facts) {
    return new Builder<>(states, facts);
  }

  /** Where the fact leads from the state, or empty where it is not allowed. */
  public Optional<S> next(S from, T on) {
    Map<T, S> row = rows.get(from);
    return row == null ? Optional.empty() : Optional.ofNullable(row.get(on));
  }

  /** Whether the fact may happen in the state. */
  public boolean allows(S from, T on) {
    return next(from, on).isPresent();
  }

  /** Where the fact leads; a fact that is not allowed is a defect of the caller. */
  public S after(S from, T on) {
    return next(from, on)
        .orElseThrow(
            () ->
                new IllegalStateException(on + " cannot happen in " + from + ": not in the table"));
  }

  /** All rows, in the order written. */
  public List<Transition<S, T>> transitions() {
    return transitions;
  }

  /** Collects rows. */
  public static final class Builder<S extends Enum<S>, T extends Enum<T>> {
    private final Class<T> facts;
    private final Map<S, Map<T, S>> rows;
    private final List<Transition<S, T>> transitions = new ArrayList<>();

    private Builder(Class<S> states, Class<T> facts) {
      this.facts = facts;
      this.rows = new EnumMap<>(states);
    }

    /** Adds a row. */
    public Builder<S, T> row(S from, T on, S to) {
      if (rows.computeIfAbsent(from, s -> new EnumMap<>(facts)).put(on, to) != null) {
        throw new IllegalArgumentException("two rows for " + from + " on " + on);
      }
      transitions.add(new Transition<>(from, on, to));
      return this;
    }

    /** The finished table. */
    public TransitionTable<S, T> build() {
      return new TransitionTable<>(rows, transitions);
    }
  }
}
