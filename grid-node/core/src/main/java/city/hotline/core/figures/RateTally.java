package city.hotline.core.figures;

import city.hotline.proto.docket.v1.Answers;
import city.hotline.proto.docket.v1.Counting;
import city.hotline.proto.docket.v1.Cycle;
import city.hotline.proto.figures.v1.RateFigures;

/**
 * Counts the answers of citizens; the three rates are quotients of these. An order that was
 * followed up in two cycles counts twice. Not thread-safe.
 */
final class RateTally {

  private RateFigures.Builder counts = RateFigures.newBuilder();

  /** Folds what was said at the end of a cycle. */
  void count(Cycle cycle) {
    Answers answers = cycle.getAnswers();
    Counting counting = cycle.getCounting();
    if (counting.getExcluded()) {
      counts.setExcluded(counts.getExcluded() + 1);
      return;
    }
    if (answers.getUnreachable()) {
      counts.setUnreachable(counts.getUnreachable() + 1);
      return;
    }
    counts.setFollowedUp(counts.getFollowedUp() + 1);
    if (answers.getResponded()) {
      counts.setResponded(counts.getResponded() + 1);
    }
    if (counting.getAsks()) {
      counts.setAsking(counts.getAsking() + 1);
      if (counting.getResolved()) {
        counts.setResolved(counts.getResolved() + 1);
      }
    }
    if (counting.getSatisfied()) {
      counts.setSatisfied(counts.getSatisfied() + 1);
    }
  }

  RateFigures figures() {
    return counts.build();
  }

  void restore(RateFigures figures) {
    counts = figures.toBuilder();
  }
}
