package city.hotline.chaos.history;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** All that was seen from outside during one run. Thread-safe. */
public final class History {
  private final long beganMs;
  private final long beganNanos;
  private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
  private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();
  private final List<Tape> tapes = new CopyOnWriteArrayList<>();

  /** Begins now. */
  public History() {
    this(System.currentTimeMillis(), System.nanoTime());
  }

  /** Began at this time, by the clock and by {@link System#nanoTime}. */
  public History(long beganMs, long beganNanos) {
    this.beganMs = beganMs;
    this.beganNanos = beganNanos;
  }

  /**
   * When something was, milliseconds since 1970 by this process, whose clock nobody changes.
   *
   * @param nanos {@link System#nanoTime} of that moment
   */
  public long timeMs(long nanos) {
    return beganMs + TimeUnit.NANOSECONDS.toMillis(nanos - beganNanos);
  }

  /** An attempt is over. */
  public void add(Attempt attempt) {
    attempts.add(attempt);
  }

  /** Somebody saw something. */
  public void add(Sighting sighting) {
    sightings.add(sighting);
  }

  /** A reader begins. */
  public Tape tape(String name, String district) {
    Tape tape = new Tape(name, district);
    tapes.add(tape);
    return tape;
  }

  /** All attempts that are over; a copy. */
  public List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** All sightings; a copy. */
  public List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  /** All readers. */
  public List<Tape> tapes() {
    return tapes;
  }
}
