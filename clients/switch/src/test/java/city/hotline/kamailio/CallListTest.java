package city.hotline.kamailio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CallListTest {

  @Test
  void whatWasKnownAndIsNotInTheListIsMissing() {
    CallList list = new CallList(1, Set.of("a", "b"));
    assertThat(list.has("a")).isTrue();
    assertThat(list.missing()).containsExactly("b");
  }

  /** It may come in the list or not, as it happened to be asked for just then. */
  @Test
  void whatArrivedSinceIsNotMissing() {
    CallList list = new CallList(1, Set.of());
    assertThat(list.has("came since")).isTrue();
    assertThat(list.missing()).isEmpty();
  }

  @Test
  void isWholeWithEveryCallThatWasToldOverOrNot() {
    CallList list = new CallList(1, Set.of("a"));
    list.over("b");
    list.has("a");
    assertThat(list.isWhole(2)).isFalse();
    list.has("b");
    assertThat(list.isWhole(2)).isTrue();
  }

  @Test
  void whatWasOverSinceDoesNotComeBack() {
    CallList list = new CallList(1, Set.of("a"));
    list.over("a");
    assertThat(list.has("a")).isFalse();
  }
}
