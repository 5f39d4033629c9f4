package city.hotline.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RatedAnswers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who stands where. */
class RankingTest {

  private static RatedAnswers points(double composite) {
    return RatedAnswers.newBuilder().setComposite(composite).build();
  }

  @Test
  void thoseThatAreAlikeShareARankAndTheNextOnesAreLeftOut() {
    assertThat(
            Ranking.of(
                Map.of(
                    "a", points(90),
                    "b", points(95),
                    "c", points(90),
                    "d", points(-1),
                    "e", RatedAnswers.getDefaultInstance())))
        .containsExactlyInAnyOrderEntriesOf(Map.of("b", 1, "a", 2, "c", 2, "d", 4));
  }

  @Test
  void goesUpWhoseRankBecomesSmaller() {
    Map<String, Integer> now = Map.of("a", 1, "b", 2);
    Map<String, Integer> before = Map.of("a", 4, "c", 1);
    assertThat(Ranking.placed(row("a"), now, before))
        .isEqualTo(row("a").toBuilder().setRank(1).setRankBefore(4).setMovement(3).build());
    assertThat(Ranking.placed(row("b"), now, before))
        .as("not ranked then")
        .isEqualTo(row("b").toBuilder().setRank(2).build());
    assertThat(Ranking.placed(row("c"), now, before))
        .as("not ranked now")
        .isEqualTo(row("c").toBuilder().setRankBefore(1).build());
  }

  @Test
  void thoseWithoutARankComeLast() {
    assertThat(
            List.of(
                    row("a"),
                    row("d").toBuilder().setRank(2).build(),
                    row("c").toBuilder().setRank(2).build(),
                    row("b").toBuilder().setRank(1).build())
                .stream()
                .sorted(Ranking.BY_RANK)
                .map(RankedRow::getCode))
        .containsExactly("b", "c", "d", "a");
  }

  private static RankedRow row(String code) {
    return RankedRow.newBuilder().setCode(code).build();
  }
}
