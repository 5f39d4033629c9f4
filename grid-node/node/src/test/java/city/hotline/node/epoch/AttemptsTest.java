package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How soon a takeover is tried again. */
class AttemptsTest {
  private final Attempts attempts = new Attempts();

  @Test
  void theFirstPausesAreShortAndLaterOnesBounded() {
    assertThat(Attempts.longestPauseMs(1)).isEqualTo(200);
    assertThat(Attempts.longestPauseMs(5)).isEqualTo(200);
    assertThat(Attempts.longestPauseMs(7)).isEqualTo(800);
    assertThat(Attempts.longestPauseMs(1_000)).isEqualTo(5_000);
  }

  @Test
  void fifteenSecondsWithoutSuccessTakeFewAttempts() {
    long now = 0;
    int tries = 0;
    for (; now < TimeUnit.SECONDS.toNanos(15); now += TimeUnit.MILLISECONDS.toNanos(100)) {
      if (attempts.mayTry("110105", now)) {
        tries++;
        attempts.failed("110105", now);
      }
    }
    assertThat(tries).isBetween(8, 25);
  }

  @Test
  void whatAnotherTookIsLeftToItForASecond() {
    attempts.overtaken("110105", 0);
    assertThat(attempts.mayTry("110105", TimeUnit.MILLISECONDS.toNanos(999))).isFalse();
    assertThat(attempts.mayTry("110105", TimeUnit.MILLISECONDS.toNanos(1_000))).isTrue();
    attempts.overtaken("110106", 0);
    attempts.forget();
    assertThat(attempts.mayTry("110106", 0)).isTrue();
  }

  @Test
  void whenSomethingChangesItIsTriedAtOnce() {
    attempts.failed("110105", 0);
    assertThat(attempts.mayTry("110105", 0)).isFalse();
    assertThat(attempts.mayTry("110106", 0)).isTrue();
    attempts.forget();
    assertThat(attempts.mayTry("110105", 0)).isTrue();
  }
}
