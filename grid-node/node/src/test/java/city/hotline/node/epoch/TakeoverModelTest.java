package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.epoch.TakeoverModel.Mutant;
import city.hotline.node.epoch.TakeoverModel.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The takeover protocol, visited state by state. */
class TakeoverModelTest {

  @Test
  void whatWasAcknowledgedIsInTheHistoryOfEveryLaterOwner() {
    Verdict verdict = explored(Mutant.NONE, 3, 4);
    assertThat(verdict.violation()).isEmpty();
    // All of them: an exploration that stopped early would be worth nothing.
    assertThat(verdict.states()).isEqualTo(1_323_991);
  }

  @Test
  void alsoThroughAFourthEpoch() {
    Verdict verdict = explored(Mutant.NONE, 4, 2);
    assertThat(verdict.violation()).isEmpty();
    assertThat(verdict.states()).isEqualTo(69_217);
  }

  /** Four epochs, as counting copies of older records loses something in the fourth only. */
  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void withoutAnyOneOfItsRulesSomethingAcknowledgedIsLost(Mutant mutant) {
    assertThat(explored(mutant, 4, 2).violation()).isPresent();
  }

  private static Verdict explored(Mutant mutant, int epochs, int records) {
    Verdict verdict = new TakeoverModel(mutant, epochs, records).explore();
    System.out.printf(
        "takeover model %s, %d epochs, histories of %d: %d states%s%n",
        mutant,
        epochs,
        records,
        verdict.states(),
        verdict.violation().map(v -> ", lost after\n" + v).orElse(", nothing lost"));
    return verdict;
  }
}
