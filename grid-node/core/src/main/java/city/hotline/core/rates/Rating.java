package city.hotline.core.rates;

import city.hotline.core.directory.RateScheme;
import city.hotline.proto.rates.v1.RateCount;
import city.hotline.proto.rates.v1.RateQuotient;
import city.hotline.proto.rates.v1.RatedAnswers;

/**
 * From answers to rates: a quotient of sums, never a mean of quotients, with what it is made of.
 * What cannot be computed is absent. Stateless.
 */
public final class Rating {

  private Rating() {}

  /** The answers, counted by the scheme. */
  public static RatedAnswers of(AnswerSum answers, RateScheme scheme) {
    RateQuotient response =
        quotient(answers, scheme, RateCount.RATE_COUNT_RESPONDED, RateCount.RATE_COUNT_FOLLOWED_UP);
    RateQuotient resolution =
        quotient(answers, scheme, RateCount.RATE_COUNT_RESOLVED, RateCount.RATE_COUNT_ASKING);
    RateQuotient satisfaction =
        quotient(answers, scheme, RateCount.RATE_COUNT_SATISFIED, RateCount.RATE_COUNT_FOLLOWED_UP);
    RateQuotient late =
        quotient(answers, scheme, RateCount.RATE_COUNT_LATE, RateCount.RATE_COUNT_ASKED);
    RatedAnswers.Builder rated =
        RatedAnswers.newBuilder()
            .setResponse(response)
            .setResolution(resolution)
            .setSatisfaction(satisfaction)
            .setLate(late)
            .setUnreachable((int) answers.count(RateCount.RATE_COUNT_UNREACHABLE, scheme))
            .setExcluded((int) answers.count(RateCount.RATE_COUNT_EXCLUDED, scheme))
            .setCounts(answers.counts(scheme));
    RateScheme.Weights weights = scheme.weights();
    if (isKnown(response, weights.response())
        && isKnown(resolution, weights.resolution())
        && isKnown(satisfaction, weights.satisfaction())
        && late.hasValue()) {
      double points =
          weights.response() * response.getValue()
              + weights.resolution() * resolution.getValue()
              + weights.satisfaction() * satisfaction.getValue()
              - weights.late() * late.getValue();
      rated.setComposite(Ranking.exact(points));
    }
    return rated.build();
  }

  /** A rate that weighs nothing need not be known. */
  private static boolean isKnown(RateQuotient rate, int weight) {
    return weight == 0 || rate.hasValue();
  }

  private static RateQuotient quotient(
      AnswerSum answers, RateScheme scheme, RateCount numerator, RateCount denominator) {
    long above = answers.count(numerator, scheme);
    long below = answers.count(denominator, scheme);
    RateQuotient.Builder quotient =
        RateQuotient.newBuilder().setNumerator((int) above).setDenominator((int) below);
    if (below > 0) {
      quotient.setValue((double) above / (double) below);
    }
    return quotient.build();
  }
}
