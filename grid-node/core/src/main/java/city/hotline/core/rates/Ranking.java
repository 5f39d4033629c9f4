package city.hotline.core.rates;

import city.hotline.proto.rates.v1.RankedRow;
import city.hotline.proto.rates.v1.RatedAnswers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who stands where by composite: the highest is first, those that are alike share a rank, and as
 * many of the next ranks are left out. Who has no composite has no rank. Stateless.
 */
public final class Ranking {

  /** By rank, then those without one; those alike by code. */
  public static final Comparator<RankedRow> BY_RANK =
      Comparator.comparing((RankedRow row) -> !row.hasRank())
          .thenComparingInt(RankedRow::getRank)
          .thenComparing(RankedRow::getCode);

  private static final double STEPS_A_POINT = 1e6;

  private Ranking() {}

  /** Points to a millionth: those that differ by less are the same. */
  public static double exact(double points) {
    return Math.rint(points * STEPS_A_POINT) / STEPS_A_POINT;
  }

  /** The ranks, from 1, by code. */
  public static Map<String, Integer> of(Map<String, RatedAnswers> rated) {
    List<Map.Entry<String, RatedAnswers>> ranked =
        new ArrayList<>(
            rated.entrySet().stream().filter(e -> e.getValue().hasComposite()).toList());
    ranked.sort(Comparator.comparingDouble(e -> -e.getValue().getComposite()));
    Map<String, Integer> ranks = new HashMap<>();
    int rank = 0;
    double above = Double.NaN;
    for (int i = 0; i < ranked.size(); i++) {
      double composite = ranked.get(i).getValue().getComposite();
      if (composite != above) {
        rank = i + 1;
        above = composite;
      }
      ranks.put(ranked.get(i).getKey(), rank);
    }
    return ranks;
  }

  /** The row with its rank, the one before and the difference, where there are any. */
  public static RankedRow placed(
      RankedRow row, Map<String, Integer> now, Map<String, Integer> before) {
    RankedRow.Builder placed = row.toBuilder();
    Integer rank = now.get(row.getCode());
    Integer former = before.get(row.getCode());
    if (rank != null) {
      placed.setRank(rank);
    }
    if (former != null) {
      placed.setRankBefore(former);
    }
    if (rank != null && former != null) {
      placed.setMovement(former - rank);
    }
    return placed.build();
  }
}
