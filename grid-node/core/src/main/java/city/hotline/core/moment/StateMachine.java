package city.hotline.core.moment;

import city.hotline.proto.shard.v1.Moment;
import java.util.function.Supplier;

/**
 * One of the two state machines a shard can hold: a floor or a docket.
 *
 * <p>Not thread-safe: the shard's one writer calls it. The same events at the same moments give the
 * same state on every machine and at every replay.
 *
 * @param <C> its command message
 * @param <E> its event message
 * @param <S> its state message
 */
public interface StateMachine<C, E, S> {

  /** No deadline. */
  long NEVER = Long.MAX_VALUE;

  /** Judges a command by the present state; changes nothing. */
  Decision<E> decide(C command, Moment moment);

  /** Makes a fact true. Cannot fail: whatever forbids it was checked by {@link #decide}. */
  void apply(E event, Moment moment);

  /**
   * A new owner begins: open offers and wrap-up deadlines start anew, so that an outage counts
   * against nobody.
   */
  void epochStarted(Moment moment);

  /** When the next {@code Tick} is due, grid time in milliseconds since 1970, or {@link #NEVER}. */
  long nextDeadlineMs();

  /**
   * The whole state as it is now, to be made a message on any thread, once: the writer goes on
   * meanwhile. What this costs the writer must not grow with what only the message needs.
   */
  Supplier<S> freeze();

  /** The whole state. */
  default S snapshot() {
    return freeze().get();
  }
}
