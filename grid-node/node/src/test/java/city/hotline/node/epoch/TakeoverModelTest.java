package city.hotline.node.epoch;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.node.epoch.ModelVoters.During;
import city.hotline.node.epoch.TakeoverModel.Mutant;
import city.hotline.node.epoch.TakeoverModel.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The takeover protocol, visited state by state. */
class TakeoverModelTest {

  @Test
  void whatWasAcknowledgedIsInTheHistoryOfEveryLaterOwner() {
    Verdict verdict = explored(Mutant.NONE, 3, 4, ModelVoters.three(false));
    assertThat(verdict.violation()).isEmpty();
    // All of them: an exploration that stopped early would be worth nothing.
    assertThat(verdict.states()).isEqualTo(1_323_991);
  }

  @Test
  void alsoThroughAFourthEpoch() {
    Verdict verdict = explored(Mutant.NONE, 4, 2, ModelVoters.three(false));
    assertThat(verdict.violation()).isEmpty();
    assertThat(verdict.states()).isEqualTo(69_217);
  }

  /** Four epochs, as counting copies of older records loses something in the fourth only. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "CHANGE_NOT_AWAITED", "VERSION_NOT_ASKED"})
  void withoutAnyOneOfItsRulesSomethingAcknowledgedIsLost(Mutant mutant) {
    ModelVoters voters = ModelVoters.three(mutant == Mutant.MINORITY);
    assertThat(explored(mutant, 4, 2, voters).violation()).isPresent();
  }

  /** One step at a time, as an operator changes them, and all at once, which asks for more. */
  @ParameterizedTest
  @CsvSource({"A AB ABC, 2, 812030", "ABC AB A, 2, 834334", "A BC, 3, 2128791", "ABC C, 2, 547189"})
  void nothingAcknowledgedIsLostWhenTheVotersChange(String sets, int records, int states) {
    Verdict verdict = explored(Mutant.NONE, 3, records, changing(During.BOTH, sets));
    assertThat(verdict.violation()).isEmpty();
    assertThat(verdict.states()).isEqualTo(states);
  }

  @ParameterizedTest
  @CsvSource({"A AB ABC, CHANGE_NOT_AWAITED", "ABC C, VERSION_NOT_ASKED"})
  void aChangeThatIsNotAwaitedOrNotAskedForLosesSomething(String sets, Mutant mutant) {
    assertThat(explored(mutant, 3, 2, changing(During.BOTH, sets)).violation()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "BOTH")
  void oneMajorityDuringAChangeLosesSomething(During during) {
    assertThat(explored(Mutant.NONE, 3, 3, changing(during, "A BC")).violation()).isPresent();
  }

  private static ModelVoters changing(During during, String sets) {
    return ModelVoters.changing(during, sets.split(" "));
  }

  private static Verdict explored(Mutant mutant, int epochs, int records, ModelVoters voters) {
    Verdict verdict = new TakeoverModel(mutant, epochs, records, voters).explore();
    System.out.printf(
        "takeover model %s, %d epochs, histories of %d, voters %s: %d states%s%n",
        mutant,
        epochs,
        records,
        voters,
        verdict.states(),
        verdict.violation().map(v -> ", lost after\n" + v).orElse(", nothing lost"));
    return verdict;
  }
}
