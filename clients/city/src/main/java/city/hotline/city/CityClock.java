package city.hotline.city;

/** The time the people of the city live by. Thread-safe. */
interface CityClock {

  /** Grid time, in milliseconds since 1970. */
  long nowMs();

  /** Grid seconds a real second, as far as known. */
  double speed();

  /** Real nanoseconds until a grid time; 0 or less when it is over. */
  long nanosUntil(long gridMs);

  /** By how much time goes on at once; 0 when it runs. */
  default long stepMs() {
    return 0;
  }

  /** How long a wait takes that is over within a step: no time at all on a clock that steps. */
  default long withinStepMs(long ms) {
    return stepMs() == 0 ? ms : 0;
  }
}
