package city.hotline.core.moment;

import city.hotline.core.moment.TransitionTable.Transition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A life in which one fact may lead to several states, as one table: which of them follows from
 * more than the state, and is judged against the table. From it the diagram is drawn and unvisited
 * transitions are found.
 *
 * @param <S> the states
 * @param <T> the facts that move them, usually the cases of an event oneof
 */
public final class ChoiceTable<S extends Enum<S>, T extends Enum<T>> {

  private final Map<S, Map<T, Set<S>>> rows;
  private final List<Transition<S, T>> transitions;

  private ChoiceTable(Map<S, Map<T, Set<S>>> rows, List<Transition<S, T>> transitions) {
    this.rows = rows;
    this.transitions = List.copyOf(transitions);
  }

  /** Starts a table over the given types. */
  public static <S extends Enum<S>, T extends Enum<T>> Builder<S, T> of(
      Class<S> states, Class<T> facts) {
    return new Builder<>(states, facts);
  }

  /** A fact that led where the table does not lead is a defect of the caller. */
  public void check(S from, T on, S to) {
    if (!rows.getOrDefault(from, Map.of()).getOrDefault(on, Set.of()).contains(to)) {
      throw new IllegalStateException(
          on + " cannot lead from " + from + " to " + to + ": not in the table");
    }
  }

  /** All rows, in the order written. */
  public List<Transition<S, T>> transitions() {
    return transitions;
  }

  /** Collects rows. */
  public static final class Builder<S extends Enum<S>, T extends Enum<T>> {
    private final Class<S> states;
    private final Class<T> facts;
    private final Map<S, Map<T, Set<S>>> rows;
    private final List<Transition<S, T>> transitions = new ArrayList<>();

    private Builder(Class<S> states, Class<T> facts) {
      this.states = states;
      this.facts = facts;
      this.rows = new EnumMap<>(states);
    }

    /** Adds a row. */
    public Builder<S, T> row(S from, T on, S to) {
      boolean isNew =
          rows.computeIfAbsent(from, s -> new EnumMap<>(facts))
              .computeIfAbsent(on, t -> EnumSet.noneOf(states))
              .add(to);
      if (!isNew) {
        throw new IllegalArgumentException("two rows for " + from + " on " + on + " to " + to);
      }
      transitions.add(new Transition<>(from, on, to));
      return this;
    }

    /** The finished table. */
    public ChoiceTable<S, T> build() {
      return new ChoiceTable<>(rows, transitions);
    }
  }
}
