package city.hotline.core.rates;

import static org.assertj.core.api.Assertions.assertThat;

import city.hotline.core.directory.RateScheme;
import city.hotline.proto.figures.v1.AnswerCounts;
import city.hotline.proto.figures.v1.RateRow;
import city.hotline.proto.rates.v1.RateCount;
import city.hotline.proto.rates.v1.RateQuotient;
import city.hotline.proto.rates.v1.RatedAnswers;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rates computed by hand, and that parts make the whole. */
class RatingTest {

  private static final RateScheme USUAL =
      Schemes.of("a,2026-01-01,all,excluded,excluded,yes,very_satisfied satisfied,30 35 35,5,19");

  /** Asking: 10 reached, of these 8 responded, 6 solved, 2 partly, 2 not; 2 not reached; 3 late. */
  private static final RateRow ASKING =
      RateRow.newBuilder()
          .setUnit("110105001")
          .setClassCode("010101")
          .setAsks(true)
          .setLast(true)
          .setCounts(
              AnswerCounts.newBuilder()
                  .setUnreachable(2)
                  .setResponded(8)
                  .setNotResponded(2)
                  .setResolved(6)
                  .setPartlyResolved(2)
                  .setNotResolved(2)
                  .setVerySatisfied(1)
                  .setSatisfied(4)
                  .setBasicallySatisfied(2)
                  .setDissatisfied(2)
                  .setVeryDissatisfied(1)
                  .setOverdue(3))
          .build();

  /** An inquiry: 5 reached, all responded, 3 satisfied. */
  private static final RateRow INQUIRY =
      RateRow.newBuilder()
          .setLast(true)
          .setCounts(
              AnswerCounts.newBuilder()
                  .setResponded(5)
                  .setResolved(5)
                  .setSatisfied(3)
                  .setDissatisfied(2))
          .build();

  /** The same as asking, of matters that were listed as pending. */
  private static final RateRow LISTED = ASKING.toBuilder().setListed(true).build();

  /** The same, followed by another cycle. */
  private static final RateRow EARLIER = ASKING.toBuilder().setLast(false).build();

  private static RatedAnswers rated(RateScheme scheme, RateRow... rows) {
    return Rating.of(AnswerSum.of(List.of(rows)), scheme);
  }

  private static RateQuotient quotient(int numerator, int denominator) {
    return RateQuotient.newBuilder()
        .setNumerator(numerator)
        .setDenominator(denominator)
        .setValue((double) numerator / denominator)
        .build();
  }

  @Test
  void countsAsTheSchemeSays() {
    RatedAnswers rated = rated(USUAL, ASKING, INQUIRY, LISTED);
    assertThat(rated.getResponse()).isEqualTo(quotient(13, 15));
    assertThat(rated.getResolution()).as("only what asks").isEqualTo(quotient(6, 10));
    assertThat(rated.getSatisfaction()).isEqualTo(quotient(8, 15));
    assertThat(rated.getLate()).as("whoever was reached").isEqualTo(quotient(3, 17));
    assertThat(rated.getUnreachable()).isEqualTo(2);
    assertThat(rated.getExcluded()).as("the listed ones, reached or not").isEqualTo(12);
    // 30 x 13/15 + 35 x 6/10 + 35 x 8/15 - 5 x 3/17
    assertThat(rated.getComposite()).isEqualTo(64.784314);
    assertThat(rated.getCounts().getResponded()).isEqualTo(13);
  }

  @Test
  void countsTheUnreachableAsNotContentWhereTheSchemeSaysSo() {
    RateScheme scheme =
        Schemes.of("b,2026-01-01,all,counted,counted,yes partly,satisfied,100 0 0,0,1");
    RatedAnswers rated = rated(scheme, ASKING, LISTED);
    assertThat(rated.getResponse()).isEqualTo(quotient(16, 24));
    assertThat(rated.getResolution()).isEqualTo(quotient(16, 24));
    assertThat(rated.getSatisfaction()).isEqualTo(quotient(8, 24));
    assertThat(rated.getExcluded()).isZero();
    assertThat(rated.getUnreachable()).isEqualTo(4);
    assertThat(rated.getComposite()).isEqualTo(66.666667);
  }

  @Test
  void leavesEarlierCyclesOutWhereOnlyTheLastCounts() {
    RateScheme last = Schemes.of("c,2026-01-01,last,excluded,excluded,yes,satisfied,30 35 35,5,19");
    assertThat(rated(USUAL, ASKING, EARLIER).getResponse()).isEqualTo(quotient(16, 20));
    assertThat(rated(last, ASKING, EARLIER).getResponse()).isEqualTo(quotient(8, 10));
    assertThat(rated(last, ASKING, EARLIER).getExcluded()).isEqualTo(12);
  }

  @Test
  void whatCannotBeComputedIsAbsent() {
    RatedAnswers nobody = rated(USUAL);
    assertThat(nobody.getResponse().hasValue()).isFalse();
    assertThat(nobody.hasComposite()).isFalse();
    RatedAnswers inquiries = rated(USUAL, INQUIRY);
    assertThat(inquiries.getResponse().getValue()).isEqualTo(1);
    assertThat(inquiries.getResolution().hasValue()).isFalse();
    assertThat(inquiries.hasComposite()).as("35 % of it are not known").isFalse();
    RateScheme without =
        Schemes.of("d,2026-01-01,all,excluded,excluded,yes,satisfied,50 0 50,0,19");
    assertThat(rated(without, INQUIRY).getComposite()).as("nothing of it").isEqualTo(80);
  }

  @Test
  void everyNumberIsTheSumOverItsParts() {
    long seed = Long.getLong("hotline.seed", System.nanoTime());
    System.out.println("rating property: repeat with -Dhotline.seed=" + seed);
    Random random = new Random(seed);
    List<RateScheme> schemes =
        List.of(
            USUAL,
            Schemes.of("b,2026-01-01,last,counted,counted,yes partly,satisfied,20 40 40,10,1"));
    List<AnswerSum> parts = new ArrayList<>();
    AnswerSum whole = new AnswerSum();
    AnswerSum added = new AnswerSum();
    List<RateRow> packed = new ArrayList<>();
    for (int part = 0; part < 50; part++) {
      RateRow row = random(random);
      AnswerSum sum = AnswerSum.of(List.of(row));
      parts.add(sum);
      whole.add(row);
      added.add(sum);
      packed.addAll(sum.rows("110105001"));
    }
    for (RateScheme scheme : schemes) {
      for (RateCount count : RateCount.values()) {
        long sum = parts.stream().mapToLong(p -> p.count(count, scheme)).sum();
        assertThat(whole.count(count, scheme)).as("%s by %s", count, scheme.id()).isEqualTo(sum);
      }
      assertThat(Rating.of(added, scheme)).isEqualTo(Rating.of(whole, scheme));
      assertThat(Rating.of(AnswerSum.of(packed), scheme)).isEqualTo(Rating.of(whole, scheme));
      long followedUp = whole.count(RateCount.RATE_COUNT_FOLLOWED_UP, scheme);
      assertThat(
              whole.count(RateCount.RATE_COUNT_RESPONDED, scheme)
                  + whole.count(RateCount.RATE_COUNT_NOT_RESPONDED, scheme))
          .isEqualTo(followedUp);
      assertThat(
              whole.count(RateCount.RATE_COUNT_SATISFIED, scheme)
                  + whole.count(RateCount.RATE_COUNT_NOT_SATISFIED, scheme))
          .isEqualTo(followedUp);
    }
  }

  private static RateRow random(Random random) {
    int yes = random.nextInt(9);
    int partly = random.nextInt(9);
    int no = random.nextInt(9);
    int reached = yes + partly + no;
    int responded = random.nextInt(reached + 1);
    int satisfied = random.nextInt(reached + 1);
    int unreachable = random.nextInt(9);
    return RateRow.newBuilder()
        .setAsks(random.nextBoolean())
        .setListed(random.nextBoolean())
        .setLast(random.nextBoolean())
        .setCounts(
            AnswerCounts.newBuilder()
                .setUnreachable(unreachable)
                .setResponded(responded)
                .setNotResponded(reached - responded)
                .setResolved(yes)
                .setPartlyResolved(partly)
                .setNotResolved(no)
                .setSatisfied(satisfied)
                .setBasicallySatisfied(reached - satisfied)
                .setOverdue(random.nextInt(reached + unreachable + 1)))
        .build();
  }
}
